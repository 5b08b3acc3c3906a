Feature: 08 - A tenant has paid too much, and Re-Leased chases the tenant
  The rest sits on account in Sage Intacct. Re-Leased knows no such money, and writes arrears letters to a
  tenant who has paid.

  Background:
    Given Sage Intacct has the tenant C-100 "Dock Ltd"
    And Sage Intacct has these sales invoices:
      | number  | tenant   | net    | VAT   |
      | INV-100 | Dock Ltd | 100.00 | 20.00 |
      | INV-101 | Dock Ltd | 20.00  | 0.00  |
    And both ledgers are in step

  Scenario: The receipt is shown as waiting with what is not applied, and goes once all of it is
    When Fiona enters this receipt in Sage Intacct:
      | reference | tenant   | pays       | amount |
      | BACS-41   | Dock Ltd | INV-100    | 120.00 |
      | BACS-41   | Dock Ltd | on account | 20.00  |
    And the sync runs
    Then people are told "Payment not fully applied":
      | held up   | 1 receipt                                                                                      |
      | money     | 140.00 GBP                                                                                     |
      | example   | BACS-41: 20.00 GBP of 140.00 GBP is not applied.                                               |
      | why       | Until then Re-Leased counts what it pays as unpaid, and may chase a tenant who has paid.       |
      | next step | Apply the rest to documents of the same contact; the payment goes by itself then.              |
    And nobody is told anything else
    And Re-Leased holds this sales invoice:
      | number  | owed   | status   |
      | INV-100 | 120.00 | approved |
    And nothing more is written by another run
    When Fiona applies 20.00 GBP of BACS-41 to sales invoice INV-101 in Sage Intacct
    And the sync runs
    Then nobody is told anything
    And Re-Leased holds these sales invoices:
      | number  | owed | status |
      | INV-100 | 0.00 | paid   |
      | INV-101 | 0.00 | paid   |
    And Re-Leased holds a receipt of 140.00 GBP
    And nothing more is written by another run
