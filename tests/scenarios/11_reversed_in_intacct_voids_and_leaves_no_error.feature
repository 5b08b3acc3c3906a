Feature: 11 - An invoice is reversed in Sage Intacct, and no error is left behind
  The native connection voids the Re-Leased invoice and then shows a red error until somebody unlinks it.
  People learn to overlook red, and overlook the real errors with it.

  Background:
    Given Sage Intacct has the tenant C-100 "Dock Ltd"
    And Sage Intacct has these sales invoices:
      | number  | tenant   | net      | VAT    |
      | INV-100 | Dock Ltd | 1,000.00 | 200.00 |
      | INV-101 | Dock Ltd | 50.00    | 10.00  |
    And both ledgers are in step

  Scenario: The reversal voids the twin, and nobody is told anything
    When Fiona reverses sales invoice INV-100 in Sage Intacct
    And a plan is made
    Then the plan would void 1 sales invoice for 1,200.00 GBP in Re-Leased
    And the plan would write nothing else
    When the sync runs
    Then Re-Leased holds these sales invoices:
      | number  | tenant   | total    | owed  | status   |
      | INV-100 | Dock Ltd | 1,200.00 | 0.00  | voided   |
      | INV-101 | Dock Ltd | 60.00    | 60.00 | approved |
    And nobody is told anything
    And nothing more is written by another run
