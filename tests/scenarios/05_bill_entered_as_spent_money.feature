Feature: 05 - A supplier's bill is entered as money spent, and never appears
  Re-Leased knows money only against a bill. A payment without one, by card or in advance, has no home there:
  with other connections the cost is missing at the property, and nobody is told.

  Background:
    Given Sage Intacct has the supplier V-100 "Lift Care Ltd"
    And both ledgers are in step

  Scenario: The money is shown as waiting, and goes as soon as there is a bill that it pays
    When Fiona pays 360.00 GBP to the supplier "Lift Care Ltd" without a bill, reference CARD-7, in Sage Intacct
    And a plan is made
    Then the plan would write nothing
    When the sync runs
    Then people are told "Payment not fully applied":
      | held up   | 1 disbursement                                               |
      | money     | 360.00 GBP                                                   |
      | example   | 360.00 GBP of 360.00 GBP is not applied.                     |
      | why       | Re-Leased holds no money that pays no document               |
      | next step | Apply the rest to documents of the same contact              |
    And nobody is told anything else
    And Re-Leased holds no disbursement of 360.00 GBP
    And nothing more is written by another run
    When Fiona enters this bill in Sage Intacct:
      | number | supplier      | net    | VAT   |
      | B-100  | Lift Care Ltd | 300.00 | 60.00 |
    And Fiona applies 360.00 GBP of CARD-7 to bill B-100 in Sage Intacct
    And the sync runs
    Then nobody is told anything
    And Re-Leased holds this bill:
      | number | supplier      | total  | owed | status |
      | B-100  | Lift Care Ltd | 360.00 | 0.00 | paid   |
    And Re-Leased holds a disbursement of 360.00 GBP
    And nothing more is written by another run
