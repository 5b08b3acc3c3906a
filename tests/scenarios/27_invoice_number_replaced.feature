Feature: 27 - The invoice number changes after the sync, and the tenant quotes the old one
  Sage Intacct numbers its invoices itself. The tenant pays quoting the number on the letter, which neither
  ledger shows any more.

  Background:
    Given Sage Intacct numbers its sales invoices itself, beginning with "HPG-"
    And Re-Leased has the tenant "Mill Bakery Ltd"
    And both ledgers are in step

  Scenario: Both ledgers carry the new number, and the invoice is found by either
    When Marcus enters this sales invoice in Re-Leased:
      | number | tenant          | net    | VAT   |
      | RL-901 | Mill Bakery Ltd | 100.00 | 20.00 |
    And the sync runs
    Then Re-Leased holds no sales invoice RL-901
    And Sage Intacct holds no sales invoice RL-901
    And looking for "RL-901" finds one sales invoice of 120.00 GBP, in both ledgers, called "HPG-..." now
    And looking for its new number finds the same
    And nobody is told anything
    And nothing more is written by another run
