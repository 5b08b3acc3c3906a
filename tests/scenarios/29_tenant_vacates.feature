Feature: 29 - A tenant vacates: a pro-rata invoice, and a credit note that nobody allocates
  Re-Leased bills the last days and credits what was billed beyond them. Until somebody allocates the credit,
  the tenant owes too much on one line and too little on another, and the tenancy cannot be archived.

  Background:
    Given Re-Leased has the tenant "Mill Bakery Ltd"
    And Re-Leased has this sales invoice:
      | number | tenant          | net      | VAT    | source        | status   | description  |
      | RL-900 | Mill Bakery Ltd | 3,000.00 | 600.00 | rent template | approved | Rent, quarter |
    And both ledgers are in step

  Scenario: Both papers travel at once, and the allocation follows when it is made
    When Marcus enters this sales invoice in Re-Leased:
      | number | tenant          | net    | VAT   | source  | status   | description      |
      | RL-901 | Mill Bakery Ltd | 100.00 | 20.00 | vacated | approved | Rent, three days |
    And Marcus enters this sales credit note in Re-Leased:
      | number | tenant          | net      | VAT    | source  | status   | description        |
      | CN-900 | Mill Bakery Ltd | 1,000.00 | 200.00 | vacated | approved | Rent after vacating |
    And a plan is made
    Then the plan would create 1 sales invoice for 120.00 GBP in Sage Intacct
    And the plan would create 1 sales credit note for 1,200.00 GBP in Sage Intacct
    And the plan would write nothing else
    When the sync runs
    Then nobody is told anything
    And Sage Intacct holds this sales credit note:
      | number | total    | owed     | status |
      | CN-900 | 1,200.00 | 1,200.00 | posted |
    And nothing more is written by another run
    When Marcus puts 1,200.00 GBP of sales credit note CN-900 against sales invoice RL-900 in Re-Leased
    And the sync runs
    Then nobody is told anything
    And Sage Intacct holds this sales credit note:
      | number | total    | owed |
      | CN-900 | 1,200.00 | 0.00 |
    And Sage Intacct holds these sales invoices:
      | number | total    | owed     |
      | RL-900 | 3,600.00 | 2,400.00 |
      | RL-901 | 120.00   | 120.00   |
    And Re-Leased holds these sales invoices:
      | number | total    | owed     |
      | RL-900 | 3,600.00 | 2,400.00 |
      | RL-901 | 120.00   | 120.00   |
    And nothing more is written by another run
