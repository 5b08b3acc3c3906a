Feature: 19 - Sync is pressed, but for another company
  The billing group has several companies, and the button was that of another. One company's invoices in
  another's books are the worst of all: they look right.

  Background:
    Given Re-Leased has the tenant "Mill Bakery Ltd"
    And both ledgers are in step
    And Marcus enters this sales invoice in Re-Leased:
      | number | tenant          | net    | VAT   |
      | RL-901 | Mill Bakery Ltd | 100.00 | 20.00 |

  Scenario: A sync of one company leaves the other company as it is
    When the sync runs
    Then the other company in Re-Leased is as it was
    And nothing of the other company is in Sage Intacct
    And Sage Intacct holds this sales invoice:
      | number | tenant          | total  |
      | RL-901 | Mill Bakery Ltd | 120.00 |

  Scenario: Settings that lead to the other company are refused before anything is read
    When the sync is given the other company's settings for Re-Leased
    And the sync runs
    Then the sync has failed, saying "The Re-Leased key answers for company 13"
    And the sync wrote nothing
    And the other company in Re-Leased is as it was
    When the sync is given the right settings for Re-Leased again
    And the sync runs
    Then the sync is done
    And Sage Intacct holds this sales invoice:
      | number | tenant          | total  |
      | RL-901 | Mill Bakery Ltd | 120.00 |
    And nothing more is written by another run
