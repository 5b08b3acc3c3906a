Feature: 03 - A tenant is archived in the books, and every new rent invoice of the tenancy fails
  Rent is billed month after month to a contact that the books have put away, perhaps because it was merged
  with another. Each invoice fails by itself until somebody looks at the tenancy.

  Background:
    Given Sage Intacct has the tenant C-100 "Dock Ltd"
    And Sage Intacct has the tenant C-200 "Dock Holdings Ltd"
    And both ledgers are in step
    And the tenant "Dock Ltd" has a tenancy at "Quay House" in Re-Leased
    And Fiona archives the tenant "Dock Ltd" in Sage Intacct
    And Marcus enters these sales invoices in Re-Leased:
      | number | tenant   | net      | VAT    | source        |
      | RL-901 | Dock Ltd | 1,000.00 | 200.00 | rent template |
      | RL-902 | Dock Ltd | 500.00   | 100.00 | rent template |

  Scenario: Both the tenancy and its invoices are told, each once; they go to whom the tenancy is given
    When the sync runs
    Then people are told "Refused: Customer 'C-100' specified is not valid.":
      | held up | 2 sales invoices |
      | money   | 1,800.00 GBP     |
    And people are told "Refused: C-100 Dock Ltd is a contact of the active tenancy Dock Ltd, Quay House; change the tenancy's contact first.":
      | held up | 1 customer |
    And nobody is told anything else
    And nothing more is written by another run
    When Marcus gives the tenancy of the tenant "Dock Ltd" to "Dock Holdings Ltd" in Re-Leased
    And Marcus gives sales invoice RL-901 to "Dock Holdings Ltd" in Re-Leased
    And Marcus gives sales invoice RL-902 to "Dock Holdings Ltd" in Re-Leased
    And the sync runs
    Then nobody is told anything
    And Sage Intacct holds these sales invoices:
      | number | tenant            | total    | status |
      | RL-901 | Dock Holdings Ltd | 1,200.00 | draft  |
      | RL-902 | Dock Holdings Ltd | 600.00   | draft  |
    And nothing more is written by another run

  Scenario: Taken back into use in Sage Intacct, all go by themselves
    When the sync runs
    And Fiona reactivates the tenant "Dock Ltd" in Sage Intacct
    And the sync runs
    Then nobody is told anything
    And Sage Intacct holds these sales invoices:
      | number | tenant   | total    | status |
      | RL-901 | Dock Ltd | 1,200.00 | draft  |
      | RL-902 | Dock Ltd | 600.00   | draft  |
    And nothing more is written by another run
