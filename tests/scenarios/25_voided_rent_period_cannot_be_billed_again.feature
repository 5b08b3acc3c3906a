Feature: 25 - A rent invoice is voided, and nobody can bill the period again
  Re-Leased never generates a rent period a second time. Who voids a rent invoice to correct it finds the
  month gone from the rent run, and often only at the year's end.

  Background:
    Given Re-Leased has the tenant "Mill Bakery Ltd"
    And Re-Leased has this sales invoice:
      | number | tenant          | net      | VAT    | source        | status   | description |
      | RL-901 | Mill Bakery Ltd | 2,000.00 | 400.00 | rent template | approved | Rent March  |
    And both ledgers are in step

  Scenario: The reminder about a void in Re-Leased says how to bill the period again
    When Marcus voids sales invoice RL-901 in Re-Leased
    And the sync runs
    Then people are told "Voided in Re-Leased, still open in Sage Intacct (RL-901)":
      | held up   | 1 sales invoice |
      | money     | 2,400.00 GBP    |
      | why       | A void is made in Sage Intacct; one made in Re-Leased does not travel. |
      | next step | Re-Leased will not bill that period again: raise a one-off invoice for it. |
    And the sync wrote nothing
    When Fiona reverses sales invoice RL-901 in Sage Intacct
    And the sync runs
    Then nobody is told anything
    And nothing more is written by another run

  Scenario: A one-off invoice for the period travels as a new invoice, and the voided one stays voided
    When Fiona reverses sales invoice RL-901 in Sage Intacct
    And the sync runs
    Then Re-Leased holds this sales invoice:
      | number | total    | owed | status |
      | RL-901 | 2,400.00 | 0.00 | voided |
    When Marcus enters this sales invoice in Re-Leased:
      | number | tenant          | net      | VAT    | status   | description           |
      | RL-950 | Mill Bakery Ltd | 1,900.00 | 380.00 | approved | Rent March, corrected |
    And a plan is made
    Then the plan would create 1 sales invoice for 2,280.00 GBP in Sage Intacct
    And the plan would write nothing else
    When the sync runs
    Then Sage Intacct holds these sales invoices:
      | number | total    | owed     | status   |
      | RL-901 | 2,400.00 | 0.00     | reversed |
      | RL-950 | 2,280.00 | 2,280.00 | posted   |
    And nobody is told anything
    And nothing more is written by another run
