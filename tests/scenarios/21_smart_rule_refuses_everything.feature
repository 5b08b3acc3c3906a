Feature: 21 - An administrator adds a required field on Friday, and on Monday nothing goes out
  Every outgoing invoice is refused with the same sentence. Forty alerts say less than one, and afterwards
  nobody wants to send forty invoices again by hand.

  Background:
    Given Re-Leased has the tenant "Mill Bakery Ltd"
    And both ledgers are in step

  Scenario: One message for all, with count and sum; all go by themselves once the rule is met
    Given Sage Intacct refuses every new sales invoice: "Cost centre is required on every invoice"
    When Marcus enters these sales invoices in Re-Leased:
      | number | tenant          | net      | VAT    |
      | RL-901 | Mill Bakery Ltd | 1,000.00 | 200.00 |
      | RL-902 | Mill Bakery Ltd | 500.00   | 100.00 |
      | RL-903 | Mill Bakery Ltd | 250.00   | 50.00  |
      | RL-904 | Mill Bakery Ltd | 99.95    | 19.99  |
    And the sync runs
    Then people are told "Refused: Cost centre is required on every invoice":
      | held up   | 4 sales invoices                                                        |
      | money     | 2,219.94 GBP                                                            |
      | next step | Mend what the message names; the next run tries again by itself.        |
    And nobody is told anything else
    And Sage Intacct holds no sales invoice RL-901
    And nothing more is written by another run
    When Marcus enters this sales invoice in Re-Leased:
      | number | tenant          | net    | VAT   |
      | RL-905 | Mill Bakery Ltd | 100.00 | 20.00 |
    And the sync runs
    Then people are told "Refused: Cost centre is required on every invoice":
      | held up | 5 sales invoices |
      | money   | 2,339.94 GBP     |
    And nobody is told anything else
    When Sage Intacct refuses nothing any more
    And a plan is made
    Then the plan would create 5 sales invoices for 2,339.94 GBP in Sage Intacct
    And the plan would write nothing else
    When the sync runs
    Then nobody is told anything
    And Sage Intacct holds these sales invoices:
      | number | tenant          | total    | status |
      | RL-901 | Mill Bakery Ltd | 1,200.00 | draft  |
      | RL-902 | Mill Bakery Ltd | 600.00   | draft  |
      | RL-903 | Mill Bakery Ltd | 300.00   | draft  |
      | RL-904 | Mill Bakery Ltd | 119.94   | draft  |
      | RL-905 | Mill Bakery Ltd | 120.00   | draft  |
    And nothing more is written by another run
