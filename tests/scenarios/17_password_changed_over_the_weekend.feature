Feature: 17 - A password is changed, and nothing is synced over the weekend
  The connection "needs reconnecting". Nobody is at work, and on Monday nobody knows what has not gone.

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

  Scenario: Sage Intacct's password is no longer right
    When Sage Intacct's password is changed, and not told to the sync
    And the sync runs
    Then the sync has failed, saying "Sage Intacct needs reconnecting: it did not accept our sign-in"
    And the sync wrote nothing
    When the sync runs again
    Then the sync has failed, saying "Nothing is lost"
    And nobody is told anything
    When the sync is told the new password
    And the sync runs
    Then the sync is done
    And nobody is told anything
    And Re-Leased holds this sales invoice:
      | number  | total | status   |
      | INV-100 | 60.00 | approved |
    And Sage Intacct holds this sales invoice:
      | number | total  | status |
      | RL-901 | 120.00 | draft  |
    And nothing more is written by another run

  Scenario: Re-Leased's key has expired
    When Re-Leased's key is replaced, and not told to the sync
    And the sync runs
    Then the sync has failed, saying "Re-Leased needs reconnecting: it did not accept the API key."
    And the sync wrote nothing
    When the sync is told the new key
    And the sync runs
    Then the sync is done
    And Sage Intacct holds this sales invoice:
      | number | total  | status |
      | RL-901 | 120.00 | draft  |
