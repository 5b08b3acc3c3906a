Feature: 09 - A credit is keyed as a negative invoice in Sage Intacct
  Somebody gives a tenant credit by typing an invoice with a minus. Re-Leased knows no negative invoice: the
  native connection fails with an error, and the tenant's balance is wrong on one side.

  Background:
    Given Sage Intacct has the tenant C-100 "Dock Ltd"
    And both ledgers are in step

  Scenario: It is refused with what to do instead, and the credit travels once it is entered as one
    When Fiona enters this sales invoice in Sage Intacct:
      | number  | tenant   | net     | VAT    |
      | INV-100 | Dock Ltd | -250.00 | -50.00 |
    And a plan is made
    Then the plan would write nothing
    When the sync runs
    Then people are told "Negative invoice or bill":
      | held up   | 1 sales invoice                                                                                                  |
      | money     | -300.00 GBP                                                                                                      |
      | example   | INV-100: -300.00 GBP                                                                                             |
      | why       | A negative invoice or bill cannot travel; credit is given with an adjustment or credit note.                     |
      | next step | Reverse it, and enter the credit as an adjustment (Sage Intacct)    |
    And nobody is told anything else
    And Re-Leased holds no sales invoice INV-100
    And nothing more is written by another run
    When Fiona reverses sales invoice INV-100 in Sage Intacct
    And Fiona enters this sales credit note in Sage Intacct:
      | number | tenant   | net    | VAT   |
      | CR-100 | Dock Ltd | 250.00 | 50.00 |
    And a plan is made
    Then the plan would create 1 sales credit note for 300.00 GBP in Re-Leased
    And the plan would write nothing else
    When the sync runs
    Then Re-Leased holds this sales credit note:
      | number | tenant   | net    | VAT   | total  | status   |
      | CR-100 | Dock Ltd | 250.00 | 50.00 | 300.00 | approved |
    And nobody is told anything
    And nothing more is written by another run

  Scenario: The same holds for a supplier's bill
    Given Sage Intacct has the supplier V-100 "Lift Care Ltd"
    When Fiona enters this bill in Sage Intacct:
      | number | supplier      | net    | VAT    |
      | B-100  | Lift Care Ltd | -80.00 | -16.00 |
    And the sync runs
    Then people are told "Negative invoice or bill":
      | held up | 1 bill     |
      | money   | -96.00 GBP |
    And Re-Leased holds no bill B-100
