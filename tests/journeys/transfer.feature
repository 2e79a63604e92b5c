Feature: A caller is passed on to a specialist, and is never left alone
  An agent asks a specialist, tells them what it is about before they answer, and hands the caller over.

  Scenario: From agent to specialist, and complete
    Given May talks with a caller, and the specialist Ken is ready
    When May asks Ken
    Then the caller hears music while it rings at Ken
    When May sends Ken the note "The card is with her."
    Then Ken reads the note before he answers
    When Ken answers
    Then May and Ken hear each other, and the caller hears music
    And May is told that Ken has read the note
    When May completes the transfer
    Then Ken and the caller hear each other, and May is out
    And May is in wrap-up, and the call is Ken's
    When the caller hangs up
    Then Ken has a wrap-up of his own
    And nobody is held for nothing
