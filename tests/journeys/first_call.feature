Feature: A first call, end to end
  A customer rings, the agent sees who it is before answering, a script guides the talk, what was said is kept.

  Background:
    Given the customer Chan Tai Man who calls from +85261234567
    And the agent May, signed in and listening

  Scenario: The caller is known, and the call is handled to its end
    Given May is ready
    When +85261234567 rings about a card charge
    Then May is offered the call with Chan Tai Man's profile and the script for a card charge
    When May answers
    Then May and the caller hear each other
    When May saves the note "Paid for a taxi she never took."
    And May puts the caller on hold
    Then the caller hears music and nobody hears the caller
    When May takes the caller back
    And May hangs up
    Then May is in wrap-up
    When May finishes with the outcome dispute_opened
    Then May is ready
    And Chan Tai Man's contacts begin with a call that ended in Dispute opened
    And it is written down that May saw the profile
    And May's stream and a new snapshot say the same

  Scenario: Nobody answers, and the caller keeps the place in the queue
    Given May is ready
    When +85261234567 rings about a card charge
    And May lets the offer run out twice
    Then May is not ready, for no answer
    And one caller waits since the call came in

  Scenario: The caller gives up while it rings
    Given May is ready
    When +85261234567 rings about a card charge
    And the caller hangs up
    Then May has no offer any more
    And Chan Tai Man's contacts begin with a call that ended in Hung up while waiting

  Scenario: The number is withheld
    Given May is ready
    When somebody rings with a withheld number
    Then May is offered a call of which nobody knows who it is

  Scenario: A desktop that comes back finds its call
    Given May is ready
    When +85261234567 rings about a card charge
    And May answers
    And the stream breaks and May's desktop comes back
    Then May's stream and a new snapshot say the same
    And May and the caller hear each other
