Feature: 01 - An account is archived in the books after an invoice was written on it
  The native connection is refused, and puts the invoice back to draft: an approved invoice is suddenly none.

  Background:
    Given Re-Leased has the tenant "Mill Bakery Ltd"
    And both ledgers are in step

  Scenario: The invoice stays what it is, and goes once the account is in use again
    When Marcus enters these sales invoices in Re-Leased:
      | number | tenant          | net    | VAT   | account | status            |
      | RL-901 | Mill Bakery Ltd | 400.00 | 80.00 | 4300    | approved          |
      | RL-902 | Mill Bakery Ltd | 100.00 | 20.00 | 4300    | awaiting approval |
    And Fiona archives account 4300 in Sage Intacct
    And the sync runs
    Then people are told "Refused: Account 4300 is not valid":
      | held up   | 2 sales invoices                                                 |
      | money     | 600.00 GBP                                                       |
      | why       | The other ledger would not accept it as it is.                   |
      | next step | Mend what the message names; the next run tries again by itself. |
    And nobody is told anything else
    And Re-Leased holds these sales invoices:
      | number | total  | status            | account |
      | RL-901 | 480.00 | approved          | 4300    |
      | RL-902 | 120.00 | awaiting approval | 4300    |
    And nothing more is written by another run
    When Fiona reactivates account 4300 in Sage Intacct
    And the sync runs
    Then nobody is told anything
    And Sage Intacct holds these sales invoices:
      | number | total  | status | account |
      | RL-901 | 480.00 | posted | 4300    |
      | RL-902 | 120.00 | draft  | 4300    |
    And nothing more is written by another run

  Scenario: Moved to another account in Re-Leased, it goes too
    When Marcus enters this sales invoice in Re-Leased:
      | number | tenant          | net    | VAT   | account |
      | RL-901 | Mill Bakery Ltd | 400.00 | 80.00 | 4300    |
    And Fiona archives account 4300 in Sage Intacct
    And the sync runs
    And Marcus moves sales invoice RL-901 to account 4310 in Re-Leased
    And the sync runs
    Then nobody is told anything
    And Sage Intacct holds this sales invoice:
      | number | total  | status | account |
      | RL-901 | 480.00 | draft  | 4310    |

  Scenario: Approved after the account was archived, it stays approved, and is posted once it can be
    Given Re-Leased has this sales invoice:
      | number | tenant          | net    | VAT   | account |
      | RL-901 | Mill Bakery Ltd | 400.00 | 80.00 | 4300    |
    And both ledgers are in step
    When Fiona archives account 4300 in Sage Intacct
    And Marcus approves sales invoice RL-901 in Re-Leased
    And the sync runs
    Then people are told "Refused: Account 4300 is not valid":
      | held up   | 1 sales invoice |
