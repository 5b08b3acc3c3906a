Feature: 24 - A property gets another tracking option, with "update all invoices"
  One tick changes hundreds of open invoices at once. The next sync has hundreds of changes that nobody asked
  it for, or worse, loses some of them.

  Background:
    Given Re-Leased has the tenant "Mill Bakery Ltd"
    And Re-Leased has these sales invoices:
      | number | tenant          | net      | VAT    | property     | status            |
      | RL-901 | Mill Bakery Ltd | 1,000.00 | 200.00 | Quay House   | approved          |
      | RL-902 | Mill Bakery Ltd | 1,000.00 | 200.00 | Quay House   | approved          |
      | RL-903 | Mill Bakery Ltd | 1,000.00 | 200.00 | Quay House   | awaiting approval |
      | RL-904 | Mill Bakery Ltd | 300.00   | 60.00  | Tannery Yard | approved          |
    And both ledgers are in step

  Scenario: The plan shows the burst as one line with count and sum, and changes nothing else
    When Marcus gives "Quay House" the tracking option of "Customs Row", with all its invoices, in Re-Leased
    And a plan is made
    Then the plan would update 3 sales invoices for 3,600.00 GBP in Sage Intacct
    And the plan would write nothing else
    When the sync runs
    Then Sage Intacct holds these sales invoices:
      | number | total    | property     | status |
      | RL-901 | 1,200.00 | Customs Row  | posted |
      | RL-902 | 1,200.00 | Customs Row  | posted |
      | RL-903 | 1,200.00 | Customs Row  | draft  |
      | RL-904 | 360.00   | Tannery Yard | posted |
    And nobody is told anything
    And nothing more is written by another run
