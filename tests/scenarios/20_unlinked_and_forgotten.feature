Feature: 20 - A record is unlinked "just to clear the flag", and forgotten
  The red flag is gone, and so is the invoice from the sync. Reports of both systems differ for months, and
  nobody remembers who did it and why.

  Background:
    Given Sage Intacct has the tenant C-100 "Dock Ltd"
    And Sage Intacct has this sales invoice:
      | number  | tenant   | net      | VAT    |
      | INV-100 | Dock Ltd | 1,000.00 | 200.00 |
    And both ledgers are in step

  Scenario: Nobody can unlink without a reason
    Then Priya cannot unlink sales invoice INV-100 without a reason: "Give a reason: whoever finds the record unlinked later will need it."

  Scenario: It stands on the list with its age, its reason and a name until somebody links it again
    When Priya unlinks sales invoice INV-100: "Disputed by the tenant"
    And Fiona reverses sales invoice INV-100 in Sage Intacct
    And the sync runs
    Then Re-Leased holds this sales invoice:
      | number  | owed     | status   |
      | INV-100 | 1,200.00 | approved |
    And nobody is told anything
    When 40 days pass
    Then these records are unlinked:
      | record                | in                           | since       | by    | reason                 |
      | sales invoice INV-100 | Sage Intacct and Re-Leased   | today | Priya | Disputed by the tenant |
    When Tom links sales invoice INV-100 again
    And a plan is made
    Then the plan would void 1 sales invoice for 1,200.00 GBP in Re-Leased
    And the plan would write nothing else
    When the sync runs
    Then nothing is unlinked
    And Re-Leased holds this sales invoice:
      | number  | owed | status |
      | INV-100 | 0.00 | voided |
    And nobody is told anything
    And nothing more is written by another run
