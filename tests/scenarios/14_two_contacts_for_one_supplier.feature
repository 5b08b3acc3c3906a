Feature: 14 - There are two contacts for one supplier, and they cannot be merged
  Typing a name in Re-Leased makes a new contact on the spot. Carried over, the supplier stands twice in both
  ledgers; Re-Leased merges no contacts of a company that is connected to Sage Intacct.

  Background:
    Given Sage Intacct has the supplier V-100 "Lift Care Ltd"
    And Re-Leased has the supplier "Lift Care Ltd"

  Scenario: Entered on both sides, they are offered as a match, and no twin is made of either
    When the sync runs
    Then people are told "Perhaps entered on both sides: Lift Care Ltd":
      | held up   | 1 vendor                                                       |
      | why       | carried over, it could stand twice                             |
      | next step | match them, and they are linked                                |
    And nobody is told anything else
    And Sage Intacct has one supplier "Lift Care Ltd"
    And Re-Leased has one supplier "Lift Care Ltd"
    And nothing more is written by another run
    When Priya says that the supplier "Lift Care Ltd" is the same on both sides
    And the sync runs
    Then nobody is told anything
    And Sage Intacct has one supplier "Lift Care Ltd"
    And Re-Leased has one supplier "Lift Care Ltd"
    And nothing more is written by another run

  Scenario: Typed twice in Re-Leased, one is archived and the other is matched
    Given Re-Leased has the supplier "Lift Care Ltd"
    When the sync runs
    Then people are told "Perhaps entered on both sides: Lift Care Ltd":
      | held up | 1 vendor |
    And Sage Intacct has one supplier "Lift Care Ltd"
    When Marcus archives one of the suppliers "Lift Care Ltd" in Re-Leased
    And the sync runs
    And Priya says that the supplier "Lift Care Ltd" is the same on both sides
    And the sync runs
    Then nobody is told anything
    And Sage Intacct has one supplier "Lift Care Ltd"
    And nothing more is written by another run
