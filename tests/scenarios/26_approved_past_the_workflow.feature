Feature: 26 - Somebody with "Can approve invoices" passed by the workflow, and the auditor asks who
  Re-Leased lets such a person approve any bill at any step. A year later nobody can say who did, and when.

  Background:
    Given Sage Intacct has the supplier V-100 "Lift Care Ltd"
    And both ledgers are in step
    And bills from 1,000.00 GBP need the approval workflow "Large bills" in Re-Leased
    And Re-Leased has this bill:
      | number | supplier      | net      | VAT    |
      | B-100  | Lift Care Ltd | 2,000.00 | 400.00 |
    And both ledgers are in step

  Scenario: Approved by a person past the workflow, it is posted, and the trail says who, when and how much
    When Marcus approves bill B-100 in Re-Leased
    And the sync runs
    Then Sage Intacct holds this bill:
      | number | total    | status |
      | B-100  | 2,400.00 | posted |
    And bill B-100 shows that Marcus Poe changed it last in Re-Leased
    And bill B-100 shows that the sync posted it in Sage Intacct
    And the audit trail is unbroken

  Scenario: The sync itself never passes by the workflow: it is told once for all bills that are held
    Given Re-Leased has this bill:
      | number | supplier      | net      | VAT    |
      | B-101  | Lift Care Ltd | 1,500.00 | 300.00 |
    And the sync runs
    When Fiona posts bill B-100 in Sage Intacct
    And Fiona posts bill B-101 in Sage Intacct
    And the sync runs
    Then people are told "Posted in Sage Intacct, held by an approval workflow in Re-Leased":
      | held up   | 2 bills                                                                     |
      | money     | 4,200.00 GBP                                                                |
      | example   | B-100 is held by the approval workflow Large bills                          |
      | why       | the sync never passes by it                                                 |
      | next step | Approve it in Re-Leased, or reverse it in Sage Intacct.                     |
    And nobody is told anything else
    And Re-Leased holds these bills:
      | number | total    | status            |
      | B-100  | 2,400.00 | awaiting approval |
      | B-101  | 1,800.00 | awaiting approval |
    And nothing more is written by another run
    When Marcus approves bill B-100 in Re-Leased
    And Marcus approves bill B-101 in Re-Leased
    And the sync runs
    Then nobody is told anything
    And nothing more is written by another run
