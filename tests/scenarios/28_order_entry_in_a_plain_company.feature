Feature: 28 - An invoice of Order Entry in a company that is set up for plain receivables
  It cannot travel, and neither can what pays it. Passed over in silence, Re-Leased would miss both for ever.

  Background:
    Given Sage Intacct has the tenant C-100 "Dock Ltd"
    And Sage Intacct has an item to sell on account 4000
    And both ledgers are in step

  Scenario: Both are told, each with the reason, and a plain invoice beside them travels
    When Fiona enters INV-100 for "Dock Ltd" over 100.00 and tax in Order Entry
    And Fiona enters this receipt in Sage Intacct:
      | reference | tenant   | pays    | amount |
      | BACS-41   | Dock Ltd | INV-100 | 120.00 |
    And Fiona enters this sales invoice in Sage Intacct:
      | number  | tenant   | net   | VAT   |
      | INV-101 | Dock Ltd | 50.00 | 10.00 |
    And the sync runs
    Then people are told "Entered in Order Entry, which is not set up here":
      | held up   | 1 sales invoice                                     |
      | money     | 120.00 GBP                                          |
      | example   | INV-100: Sales Invoice-INV-100                      |
      | why       | This company is set up for plain receivables        |
      | next step | Enter it as a plain AR invoice or AP bill           |
    And people are told "Pays a document of Order Entry, which is not set up here":
      | held up   | 1 receipt                                           |
      | money     | 120.00 GBP                                          |
      | example   | BACS-41: Sales Invoice-INV-100                      |
      | next step | the payment goes by itself once what it pays does   |
    And nobody is told anything else
    And Re-Leased holds no sales invoice INV-100
    And Re-Leased holds this sales invoice:
      | number  | owed  | status   |
      | INV-101 | 60.00 | approved |
    And nothing more is written by another run
