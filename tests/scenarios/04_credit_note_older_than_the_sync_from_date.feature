Feature: 04 - A credit note is older than the sync-from date, and its allocation cannot be found
  The invoice is in both ledgers, the credit only in one. "Allocation linked with transactions not found" says
  neither which credit is meant nor what to do; the invoice is overdue in Re-Leased for ever.

  Background:
    Given Sage Intacct has the tenant C-100 "Dock Ltd"
    And Sage Intacct has this sales credit note:
      | number | tenant   | net   | VAT   | dated        |
      | CR-100 | Dock Ltd | 50.00 | 10.00 | 500 days ago |
    And Sage Intacct has this sales invoice:
      | number  | tenant   | net    | VAT   |
      | INV-100 | Dock Ltd | 100.00 | 20.00 |
    And both ledgers are in step

  Scenario: The credit is named with the reason, and a credit of today takes its place
    When Fiona puts 60.00 GBP of sales credit note CR-100 against sales invoice INV-100 in Sage Intacct
    And the sync runs
    Then people are told "Credit put against a document, of which sales credit note CR-100 does not travel":
      | held up   | 1 sales credit allocation                                                        |
      | money     | 60.00 GBP                                                                        |
      | example   | dated before the sync-from date                                                  |
      | next step | enter it anew, dated on or after the sync-from date                              |
    And nobody is told anything else
    And Re-Leased holds no sales credit note CR-100
    And Re-Leased holds this sales invoice:
      | number  | owed   |
      | INV-100 | 120.00 |
    And nothing more is written by another run
    When Fiona takes sales credit note CR-100 off sales invoice INV-100 in Sage Intacct
    And Fiona enters this sales credit note in Sage Intacct:
      | number | tenant   | net   | VAT   |
      | CR-101 | Dock Ltd | 50.00 | 10.00 |
    And Fiona puts 60.00 GBP of sales credit note CR-101 against sales invoice INV-100 in Sage Intacct
    And the sync runs
    Then nobody is told anything
    And Re-Leased holds this sales credit note:
      | number | total | owed |
      | CR-101 | 60.00 | 0.00 |
    And Re-Leased holds this sales invoice:
      | number  | total  | owed  |
      | INV-100 | 120.00 | 60.00 |
    And Sage Intacct holds this sales invoice:
      | number  | total  | owed  |
      | INV-100 | 120.00 | 60.00 |
    And nothing more is written by another run
