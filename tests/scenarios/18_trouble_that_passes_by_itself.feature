Feature: 18 - The pipeline is incomplete, and a second run cures it
  A ledger is busy or away for a moment. People are called for something that passes by itself, or worse,
  press again and wonder whether everything is there twice.

  Background:
    Given Re-Leased has the tenant "Mill Bakery Ltd"
    And Sage Intacct has the tenant C-100 "Dock Ltd"
    And both ledgers are in step
    And Marcus enters this sales invoice in Re-Leased:
      | number | tenant          | net    | VAT   |
      | RL-901 | Mill Bakery Ltd | 100.00 | 20.00 |
    And Fiona enters this sales invoice in Sage Intacct:
      | number  | tenant   | net   | VAT   |
      | INV-100 | Dock Ltd | 50.00 | 10.00 |

  Scenario: Sage Intacct is too busy to answer
    When Sage Intacct is too busy to answer
    And the sync runs
    Then the sync waits, and will go on by itself
    And nobody is told anything
    When the trouble is over
    And the waiting sync goes on by itself
    Then the sync is done
    And nobody is told anything
    And Re-Leased holds 2 sales invoices in all
    And Sage Intacct holds 2 sales invoices in all
    And nothing more is written by another run

  Scenario: Re-Leased is down in the middle of a run
    When Re-Leased is down
    And the sync runs
    Then the sync waits, and will go on by itself
    And nobody is told anything
    When the trouble is over
    And the waiting sync goes on by itself
    Then the sync is done
    And nobody is told anything
    And Re-Leased holds 2 sales invoices in all
    And Sage Intacct holds 2 sales invoices in all
    And nothing more is written by another run

  Scenario: Sage Intacct takes the invoice, and its answer is lost
    When the answer to the next new sales invoice in Sage Intacct is lost
    And the sync runs
    And the sync runs again
    Then the sync is done
    And nobody is told anything
    And Re-Leased holds 2 sales invoices in all
    And Sage Intacct holds 2 sales invoices in all
    And nothing more is written by another run
