Feature: 10 - An invoice is deleted in Sage Intacct, and Re-Leased still bills it
  A reversal travels; a deletion does not. The tenant is chased for an invoice that the books no longer know.

  Background:
    Given Sage Intacct deletes unpaid invoices where others reverse them
    And Sage Intacct has the tenant C-100 "Dock Ltd"
    And Sage Intacct has these sales invoices:
      | number  | tenant   | net      | VAT    |
      | INV-100 | Dock Ltd | 1,000.00 | 200.00 |
      | INV-101 | Dock Ltd | 50.00    | 10.00  |
    And both ledgers are in step

  Scenario: The deletion is told, not mirrored, and closes when Re-Leased's invoice is voided
    When Fiona deletes sales invoice INV-100 in Sage Intacct
    And the sync runs
    Then people are told "Deleted in Sage Intacct (INV-100)":
      | held up   | 1 sales invoice                                                                                                                                 |
      | money     | 1,200.00 GBP                                                                                                                                    |
      | why       | A deletion is not carried over; only a reversal is.                                                                     |
      | next step | End it in Re-Leased by hand: void a document |
    And nobody is told anything else
    And Re-Leased holds these sales invoices:
      | number  | owed     | status   |
      | INV-100 | 1,200.00 | approved |
      | INV-101 | 60.00    | approved |
    And nothing more is written by another run
    When Marcus voids sales invoice INV-100 in Re-Leased
    And the sync runs
    Then nobody is told anything
    And nothing more is written by another run
