Feature: 12 - A payment is undone in Sage Intacct after a bounced cheque, and Re-Leased says paid
  A payment that is gone from the books stays in Re-Leased. Arrears look better than they are, and nobody
  chases the tenant.

  Background:
    Given Sage Intacct has the tenant C-100 "Dock Ltd"
    And Sage Intacct has this sales invoice:
      | number  | tenant   | net    | VAT   |
      | INV-100 | Dock Ltd | 100.00 | 20.00 |
    And Fiona enters this receipt in Sage Intacct:
      | reference | tenant   | pays    | amount |
      | CHQ-41    | Dock Ltd | INV-100 | 120.00 |
    And both ledgers are in step

  Scenario: Reversed in Sage Intacct, it is told until Re-Leased's receipt is reversed too
    When Fiona reverses receipt CHQ-41 in Sage Intacct
    And the sync runs
    Then people are told "Undone in Sage Intacct, still active in Re-Leased (CHQ-41)":
      | held up   | 1 receipt                                        |
      | money     | 120.00 GBP                                       |
      | why       | where its documents count as paid until then     |
      | next step | Deal with it in Re-Leased: reverse the payment   |
    And nobody is told anything else
    And Re-Leased holds this sales invoice:
      | number  | owed | status |
      | INV-100 | 0.00 | paid   |
    And Sage Intacct holds this sales invoice:
      | number  | owed   | status |
      | INV-100 | 120.00 | posted |
    And nothing more is written by another run
    When Marcus reverses receipt CHQ-41 in Re-Leased
    And the sync runs
    Then nobody is told anything
    And Re-Leased holds this sales invoice:
      | number  | owed   | status   |
      | INV-100 | 120.00 | approved |
    And nothing more is written by another run

  Scenario: Deleted in Sage Intacct, it is told in the same way
    When Fiona deletes receipt CHQ-41 in Sage Intacct
    And the sync runs
    Then people are told "Deleted in Sage Intacct (CHQ-41)":
      | held up   | 1 receipt         |
      | money     | 120.00 GBP        |
      | next step | reverse a payment |
    And nobody is told anything else
    When Marcus reverses receipt CHQ-41 in Re-Leased
    And the sync runs
    Then nobody is told anything
