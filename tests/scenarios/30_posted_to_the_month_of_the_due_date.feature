Feature: 30 - The setting "GL date from the due date" is on, and March's rent posts to April
  The same invoice falls into March or into April by a setting that few know of. Nobody sees it until the
  month is closed.

  Background:
    Given Re-Leased has the tenant "Mill Bakery Ltd"

  Scenario: With the setting on, the invoice keeps its date, and posts on its due date
    Given the books take the GL date from the due date
    And Re-Leased has this sales invoice:
      | number | tenant          | net      | VAT    | dated      | due        | status   |
      | RL-901 | Mill Bakery Ltd | 1,000.00 | 200.00 | 25 days ago | in 6 days | approved |
    When the sync runs
    Then Sage Intacct holds this sales invoice:
      | number | total    | dated      | due        | GL date    | status |
      | RL-901 | 1,200.00 | 25 days ago | in 6 days | in 6 days | posted |
    And nobody is told anything
    And nothing more is written by another run

  Scenario: With the setting off, it posts on its own date
    Given Re-Leased has this sales invoice:
      | number | tenant          | net      | VAT    | dated      | due        | status   |
      | RL-901 | Mill Bakery Ltd | 1,000.00 | 200.00 | 25 days ago | in 6 days | approved |
    When the sync runs
    Then Sage Intacct holds this sales invoice:
      | number | total    | dated      | due        | GL date    | status |
      | RL-901 | 1,200.00 | 25 days ago | in 6 days | 25 days ago | posted |
    And nothing more is written by another run
