"""Each journey of a person through the web app in Debian's Chromium, and where each way of going it is tried.

`look` (eyes.py) is what "sizes and schemes" means here: each page of the journey, as it stands then, at 390, 820 and
1440 pixels with nothing sticking out, and without a violation of WCAG 2.2 AA on a phone in the dark and on a desktop in
the light. "Keys" is Tab, Enter, Space and letters alone, each stop in view and with a focus that shows (keys.py). A
journey that is written for two ways (ways.py) goes by keys, and by mouse with JavaScript off: it stands in the columns
of all three. The pages by themselves, light and dark, are walked by ../test_accessible.py. Names without a path are
files of this package, `../` the folder above; "–" cannot be: a passkey, a ringing browser and a colleague's move in the
same moment are JavaScript's, and what two people see of each other is tried by mouse.

journey                             mouse or thumb         keys              no JavaScript     sizes and schemes
first visit, sign in                ../test_journey        test_keyboard     test_scriptless   ../test_accessible
passkey                             ../test_passkey        ../test_passkey   –                 ../test_passkey
invitation, second step, codes      test_joining           test_joining      test_joining      test_joining
roles; client's link                test_joining           test_joining      test_joining      test_joining
lockout, sessions                   test_signing_in        test_signing_in   test_signing_in   test_signing_in
confirm before what matters         test_signing_in        test_signing_in   test_signing_in   test_signing_in
one desk at a time                  ../test_desks          ../test_desks     ../test_desks     ../test_desks
linking refused, exception          test_keeping_apart     test_keeping_apart test_keeping_apart test_keeping_apart
own page: declare to delete         test_own_page          test_own_page     test_own_page     test_own_page
write, verdict, plan                ../test_composing      test_keyboard     ../test_composing ../test_composing
ask, hold, move                     test_sending           test_sending      test_sending      test_sending
approval by a second person         test_approving         test_approving    test_approving    test_approving
pause everything                    test_pausing           test_keyboard     test_scriptless   test_pausing
alarm, take back, proof             ../test_journey        test_keyboard     ../test_journey   test_incident_room
from a post; from an address        ../test_journey        test_keyboard     test_scriptless   ../test_sizes
this was fine                       ../test_journey        test_keyboard     test_scriptless   ../test_accessible
apology, follow-up                  test_incident_room     test_keyboard     ../test_journey   test_incident_room
two people in one incident          test_incident_room     –                 –                 test_incident_room
after it: answers, list, access     ../test_after          test_drills       test_drills       test_drills
this browser rings                  test_ringing           test_ringing      –                 test_ringing
other addresses, quiet hours        test_ringing           test_ringing      test_ringing      test_ringing
archive of an account               ../test_archives       ../test_archives  ../test_archives  ../test_archives
history                             ../test_history        ../test_history   ../test_history   ../test_history
backtest                            ../test_backtest_page  the same          the same          ../test_accessible
drills                              ../test_drills         test_drills       test_drills       test_drills
"""
