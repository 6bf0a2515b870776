"""Who gets what at which address. Read by tests/test_access.py, which says what is missing.

TABLE: name of the address, method, arguments (key=object on the stage of tests/factories/stage.py; key:=text; or a
path as it stands), then one status for all, or one for each: stranger, learner, comrade, commander of both, commander of
a sibling unit, trainer, administrator, training officer of Alpha, legal reviewer, auditor. “in”: led to the sign-in;
“no”: refused by the editor, which leads to its front page. Records belong to the learner. Why: docs/permissions.md.
"""

TABLE = """
#                                                         str lea com cdr oth tra adm off rev aud
# --- for everybody ---
healthz                       GET                         200
set_language                  POST                        302
law:library                   GET                         200
law:card                      GET                         200
law:glossary                  GET                         200
law:rule                      GET  slug=rule              200
law:rule                      GET  slug:=no-such-rule     404
credentials:verify            GET                         200
credentials:verdict           GET  code=learner-credential   200
credentials:verdict           GET  code:=ABSENT           200
credentials:issuer            GET                         200
credentials:status-list       GET  number=status-list     200
credentials:verify-file       GET                         200
credentials:verify-file       POST                        200
credentials:offline           GET                         200
credentials:revoked           GET                         200
media                         GET  path:=absent.png       404
wagtaildocs_serve             GET  path=sound             200
wagtail_serve                 GET  path=home              200
wagtail_serve                 GET  path=course            200
wagtail_serve                 GET  path=module            200
wagtail_serve                 GET  path=lesson            200
wagtail_serve                 GET  path=scenario          200
wagtail_serve                 GET  path=quiz              200
wagtail_serve                 GET  path=draft             404
wagtail_serve                 GET  path=/no/such/page/    404
wagtail_serve                 GET  path=secret            in  403 403 403 403 403 403 403 403 403   # open to no group
wagtail_serve                 GET  path=staff             in  403 403 403 403 200 403 403 403 403   # one that is open to trainers
wagtaildocs_serve             GET  path=staff-sound       in  403 403 403 403 200 403 403 403 403   # a file of their collection
media                         GET  path=staff-upload      404   # and no way round: its place on the disk is no address

# --- doors ---
account_login                 GET                         200 302 302 302 302 302 302 302 302 302
account_login                 POST                        200 302 302 302 302 302 302 302 302 302
account_logout                GET                         302 200 200 200 200 200 200 200 200 200
account_logout                POST                        302
account_signup                GET                         200 302 302 302 302 302 302 302 302 302   # says that it is closed
account_signup                POST                        200 302 302 302 302 302 302 302 302 302
account_inactive              GET                         200
account_reset_password        GET                         200
account_reset_password        POST                        200
account_reset_password_done   GET                         200
account_reset_password_from_key       GET  path=/account/password/reset/key/1-x/   200
account_reset_password_from_key       POST path=/account/password/reset/key/1-x/   200
account_reset_password_from_key_done  GET                 200
account_email_verification_sent       GET                 200
account_confirm_email         GET  key:=x                 200
account_confirm_email         POST key:=x                 404
account_confirm_login_code    GET                         in  302 302 302 302 302 302 302 302 302
mfa_authenticate              GET                         in  302 302 302 302 302 302 302 302 302
mfa_authenticate              POST                        in  302 302 302 302 302 302 302 302 302
mfa_login_webauthn            GET                         in  302 302 302 302 302 302 302 302 302
mfa_login_webauthn            POST                        in  302 302 302 302 302 302 302 302 302
people:claim                  GET                         200
people:claim                  POST                        200
people:claim-password         GET                         302
people:claim-password         POST                        302
people:finish                 GET                         302
people:finish                 POST                        200
wagtailcore_login             GET                         in
wagtailcore_login             POST                        in
admin-login-door              GET                         in
admin-login-door              POST                        in
admin-reset-door              GET  path=/admin/password_reset/       in
admin-reset-door              GET  path=/admin/password_reset/done/  in
admin-logout-door             GET                         in  405 405 405 405 405 405 405 405 405
admin-logout-door             POST                        in
admin-account-door            GET                         in  302 302 302 302 302 302 302 302 302
wagtailcore_authenticate_with_password  POST page_view_restriction_id:=99 page_id:=99  in  404 404 404 404 404 404 404 404 404
wagtaildocs_authenticate_with_password  POST restriction_id:=99                        in  404 404 404 404 404 404 404 404 404

# --- the own account; 302 where the password is asked again ---
people:account                GET                         in  200 200 200 200 200 200 200 200 200
people:account                POST                        in  200 200 200 200 200 200 200 200 200
people:own-data               GET                         in  200 200 200 200 200 200 200 200 200
people:own-data-archive       GET                         in  200 200 200 200 200 200 200 200 200
people:own-data-file          GET                         in  200 200 200 200 200 200 200 200 200
account_email                 GET                         in  200 200 200 200 200 200 200 200 200
account_change_password       GET                         in  200 200 200 200 200 200 200 200 200
account_change_password       POST                        in  200 200 200 200 200 200 200 200 200
account_set_password          GET                         in  302 302 302 302 302 302 302 302 302
account_reauthenticate        GET                         in  200 200 200 200 200 200 200 200 200
account_reauthenticate        POST                        in  200 200 200 200 200 200 200 200 200
usersessions_list             GET                         in  200 200 200 200 200 200 200 200 200
mfa_index                     GET                         in  200 200 200 200 200 200 200 200 200
mfa_reauthenticate            GET                         in  200 200 200 200 200 200 200 200 200
mfa_reauthenticate_webauthn   GET                         in  302 302 302 302 302 302 302 302 302
mfa_activate_totp             GET                         in  302 302 302 302 302 302 302 302 302
mfa_deactivate_totp           GET                         in  302 302 302 302 302 302 302 302 302
mfa_deactivate_totp           POST                        in  302 302 302 302 302 302 302 302 302
mfa_view_recovery_codes       GET                         in  404 404 404 404 404 404 404 404 404
mfa_generate_recovery_codes   GET                         in  302 302 302 302 302 302 302 302 302
mfa_generate_recovery_codes   POST                        in  302 302 302 302 302 302 302 302 302
mfa_download_recovery_codes   GET                         in  404 404 404 404 404 404 404 404 404
mfa_list_webauthn             GET                         in  200 200 200 200 200 200 200 200 200
mfa_add_webauthn              GET                         in  302 302 302 302 302 302 302 302 302
mfa_add_webauthn              POST                        in  302 302 302 302 302 302 302 302 302
mfa_edit_webauthn             GET  pk:=99                 in  302 302 302 302 302 302 302 302 302
mfa_remove_webauthn           GET  pk:=99                 in  404 404 404 404 404 404 404 404 404
mfa_remove_webauthn           POST pk:=99                 in  404 404 404 404 404 404 404 404 404

# --- other people's accounts, and the editor's front page ---
wagtailadmin_home             GET                         in  in  in  in  in  200 200 in  200 in
people:slip                   GET                         in  404 404 404 404 404 200 200 404 404
people:slip                   POST                        in  404 404 404 404 404 200 200 404 404
people:slip-issue             GET  pk=learner             in  404 404 404 404 404 200 200 404 404
people:slip-issue             POST pk=learner             in  404 404 404 404 404 200 200 404 404
people:slip-issue             POST pk=administrator       in  404 404 404 404 404 200 404 404 404   # another's: superusers

# --- rolls and slips of units: training officers and administrators ---
roll:index                    GET                         in  404 404 404 404 404 200 200 404 404
roll:index                    POST                        in  404 404 404 404 404 200 200 404 404
roll:roll                     GET  pk=roll                in  404 404 404 404 404 200 404 404 404   # whoever sent it
roll:columns                  GET  pk=roll                in  404 404 404 404 404 200 404 404 404
roll:columns                  POST pk=roll                in  404 404 404 404 404 200 404 404 404
roll:faulty                   GET  pk=roll                in  404 404 404 404 404 200 404 404 404
roll:faulty-workbook          GET  pk=roll                in  404 404 404 404 404 200 404 404 404
roll:mend                     POST pk=roll                in  404 404 404 404 404 302 404 404 404
roll:take-over                POST pk=roll                in  404 404 404 404 404 302 404 404 404
roll:again                    POST pk=roll                in  404 404 404 404 404 302 404 404 404
roll:discard                  POST pk=roll                in  404 404 404 404 404 302 404 404 404
slips:index                   GET                         in  404 404 404 404 404 200 200 404 404
slips:unit                    GET  pk=alpha               in  404 404 404 404 404 200 200 404 404
slips:print                   POST pk=alpha               in  404 404 404 404 404 302 302 404 404   # nobody ticked
slips:withdraw                POST pk=alpha               in  404 404 404 404 404 302 302 404 404

# --- people of units: commanders read, training officers and administrators set ---
units:index                   GET                         in  404 404 302 302 404 302 302 404 404
units:people                  GET  pk=alpha               in  404 404 200 404 404 200 200 404 404
units:people                  GET  pk=platoon             in  404 404 200 404 404 200 200 404 404
units:people                  GET  pk=bravo               in  404 404 404 200 404 200 404 404 404
units:people                  GET  pk=battalion           in  404 404 404 404 404 200 404 404 404
units:posts                   GET  pk=alpha               in  404 404 404 404 404 200 200 404 404
units:posts                   POST pk=alpha               in  404 404 404 404 404 200 200 404 404
units:post-end                GET  pk=acting              in  404 404 404 404 404 200 200 404 404
units:post-end                POST pk=acting              in  404 404 404 404 404 302 302 404 404
units:person                  GET  pk=learner             in  404 404 404 404 404 200 200 404 404
units:person                  POST pk=learner             in  404 404 404 404 404 200 200 404 404
units:status-end              GET  pk=leave               in  404 404 404 404 404 200 200 404 404
units:status-end              POST pk=leave               in  404 404 404 404 404 302 302 404 404
unit-tree:index               GET                         in  in  in  in  in  no  200 in  no  in
unit-tree:add-top             GET                         in  in  in  in  in  no  200 in  no  in
unit-tree:add-top             POST                        in  in  in  in  in  no  200 in  no  in
unit-tree:add                 GET  pk=alpha               in  in  in  in  in  no  200 in  no  in
unit-tree:add                 POST pk=alpha               in  in  in  in  in  no  200 in  no  in
unit-tree:rename              GET  pk=alpha               in  in  in  in  in  no  200 in  no  in
unit-tree:rename              POST pk=alpha               in  in  in  in  in  no  200 in  no  in
unit-tree:move                GET  pk=alpha               in  in  in  in  in  no  200 in  no  in
unit-tree:move                POST pk=alpha               in  in  in  in  in  no  200 in  no  in
unit-tree:dissolve            GET  pk=platoon             in  in  in  in  in  no  200 in  no  in
unit-tree:dissolve            POST pk=platoon             in  in  in  in  in  no  200 in  no  in
languages-report              GET                         in  in  in  in  in  200 200 in  200 in
question-files:index          GET                         in  in  in  in  in  200 200 in  no  in
question-files:index          POST                        in  in  in  in  in  200 200 in  no  in
question-files:file           GET  pk=question-file       in  in  in  in  in  200 404 in  no  in   # one's own
question-files:take-over      POST pk=question-file       in  in  in  in  in  302 404 in  no  in
question-files:discard        POST pk=question-file       in  in  in  in  in  302 404 in  no  in
question-files:export         GET                         in  in  in  in  in  200 200 in  no  in
question-files:download       GET  pk=bank form:=gift     in  in  in  in  in  302 302 in  302 in   # the password is asked again
people-reset-second-factor    GET  pk=learner             in  in  in  in  in  302 302 in  302 in
people-reset-second-factor    POST pk=learner             in  in  in  in  in  302 302 in  302 in
people-erase                  GET  pk=learner             in  in  in  in  in  302 302 in  302 in   # after the password
people-erase                  POST pk=learner             in  in  in  in  in  302 302 in  302 in

# --- learning ---
courses:home                  GET                         in  200 200 200 200 200 200 200 200 200
courses:lesson-finish         GET  pk=lesson              in  302 302 302 302 302 302 302 302 302
courses:lesson-finish         POST pk=lesson              in  302 302 302 302 302 302 302 302 302
courses:lesson-finish         POST pk=draft               in  404 404 404 404 404 404 404 404 404
courses:lesson-finish         POST pk=secret              in  404 404 404 404 404 404 404 404 404
courses:course-finish         GET  pk=enrolment           in  302 404 404 404 404 404 404 404 404
courses:course-finish         POST pk=enrolment           in  302 404 404 404 404 404 404 404 404
scenarios:start               GET  pk=scenario            in  302 302 302 302 302 302 302 302 302
scenarios:start               POST pk=scenario            in  302 302 302 302 302 302 302 302 302
scenarios:run                 GET  public_id=run          in  200 404 404 404 404 404 404 404 404
scenarios:decide              GET  public_id=run          in  302 404 404 404 404 404 404 404 404
scenarios:decide              POST public_id=run          in  400 404 404 404 404 404 404 404 404
scenarios:step-back           GET  public_id=run          in  302 404 404 404 404 404 404 404 404
scenarios:step-back           POST public_id=run          in  302 404 404 404 404 404 404 404 404
scenarios:play-from           GET  public_id=finished-run number:=1  in  302 404 404 404 404 404 404 404 404
scenarios:play-from           POST public_id=finished-run number:=1  in  302 404 404 404 404 404 404 404 404
scenarios:shown               GET  public_id=run          in  405 405 405 405 405 405 405 405 405
scenarios:shown               POST public_id=run          in  204 404 404 404 404 404 404 404 404
scenarios:pace                GET  public_id=run          in  302 404 404 404 404 404 404 404 404
scenarios:pace                POST public_id=run          in  302 404 404 404 404 404 404 404 404
scenarios:debrief             GET  public_id=run          in  302 404 404 404 404 404 404 404 404
scenarios:debrief             GET  public_id=finished-run in  200 404 404 404 404 404 404 404 404
scenario-tools:import         GET                         in  in  in  in  in  200 200 in  no  in
scenario-tools:import         POST                        in  in  in  in  in  422 422 in  no  in
scenario-tools:part-state     POST kind:=scene            in  in  in  in  in  400 400 in  400 in
scenario-tools:part-value     POST kind:=scene            in  in  in  in  in  400 400 in  400 in
scenario-tools:check          POST                        in  in  in  in  in  400 400 in  400 in
scenario-tools:insight        GET  pk=scenario            in  in  in  in  in  200 200 in  200 in
scenario-tools:examine        GET  pk=scenario            in  in  in  in  in  200 200 in  200 in
scenario-tools:examine        POST pk=scenario            in  in  in  in  in  302 302 in  302 in
scenario-tools:expect-play    POST pk=scenario            in  in  in  in  in  422 422 in  422 in    # nothing filled in
scenario-tools:forget-play    POST pk=scenario play:=999  in  in  in  in  in  404 404 in  404 in
scenario-tools:compare        GET  pk=scenario            in  in  in  in  in  200 200 in  200 in
scenario-tools:tabletop       GET  pk=scenario            in  in  in  in  in  200 200 in  200 in
scenario-tools:schema         GET                         in  in  in  in  in  200 200 in  200 in
scenario-tools:export         GET  pk=scenario            in  in  in  in  in  200 200 in  200 in
quizzes:attempt-start         GET  pk=quiz                in  302 302 302 302 302 302 302 302 302
quizzes:attempt-start         POST pk=quiz                in  302 302 302 302 302 302 302 302 302
quizzes:attempt               GET  public_id=attempt      in  200 404 404 404 404 404 404 404 404
quizzes:attempt-save          GET  public_id=attempt      302
quizzes:attempt-save          POST public_id=attempt      in  302 404 404 404 404 404 404 404 404
quizzes:attempt-answer        POST public_id=attempt      401 400 404 404 404 404 404 404 404 404
quizzes:attempt-time          GET  public_id=attempt      in  200 404 404 404 404 404 404 404 404
quizzes:attempt-review        GET  public_id=attempt      in  200 404 404 404 404 404 404 404 404
quizzes:attempt-submit        GET  public_id=attempt      in  302 404 404 404 404 404 404 404 404
quizzes:attempt-submit        POST public_id=attempt      in  302 404 404 404 404 404 404 404 404
quizzes:attempt-result        GET  public_id=attempt      in  302 404 404 404 404 404 404 404 404
quizzes:attempt-result        GET  public_id=submitted-attempt   in  200 404 404 404 404 404 404 404 404
quizzes:attempt-contest       GET  public_id=submitted-attempt   in  200 404 404 404 404 404 404 404 404
quizzes:attempt-contest       POST public_id=submitted-attempt   in  200 404 404 404 404 404 404 404 404   # nothing written
contests:index                GET                         in  200 200 200 200 200 200 200 200 200
contests:one                  GET  pk=contest             in  200 404 404 404 404 200 200 404 404
contests:answer               POST pk=contest             in  404 404 404 404 404 200 200 404 404   # nothing written
contests:course               GET  pk=enrolment           in  200 404 404 404 404 404 404 404 404
contests:course               POST pk=enrolment           in  200 404 404 404 404 404 404 404 404
quizzes:attempt-reread        GET  public_id=submitted-attempt   in  302 404 404 404 404 404 404 404 404
quizzes:attempt-reread        POST public_id=submitted-attempt   in  302 404 404 404 404 404 404 404 404

# --- certificates: the holder, those who command, administrators ---
credentials:credential        GET  code=learner-credential   in  200 404 200 404 404 200 404 404 404
credentials:credential        GET  code=comrade-credential   in  404 200 200 404 404 200 404 404 404
credentials:sheet             GET  code=learner-credential   in  200 404 200 404 404 200 404 404 404
credentials:badge             GET  code=learner-credential   in  200 404 200 404 404 200 404 404 404
credentials:revoke            GET  code=learner-credential   in  404 404 404 404 404 302 404 404 404
credentials:revoke            POST code=learner-credential   in  404 404 404 404 404 302 404 404 404

credentials:share             POST code=learner-credential   in  302 404 404 404 404 404 404 404 404   # the holder alone
credentials:link-withdraw     POST pk=link                in  302 404 404 404 404 404 404 404 404
credentials:shared            GET  token=link             200

# --- the audit log: auditors and administrators ---
audit:index                   GET                         in  404 404 404 404 404 200 404 404 200
audit:export                  GET                         in  404 404 404 404 404 200 404 404 200

# --- documents of a unit: those who see its names (tests/readiness/test_documents.py) ---
documents:index               GET  pk=alpha               in  404 404 200 404 404 200 404 404 404
documents:index               POST pk=alpha               in  404 404 200 404 404 200 404 404 404
documents:one                 GET  pk=document            in  404 404 200 404 404 200 404 404 404
documents:pdf                 GET  pk=document            in  404 404 200 404 404 200 404 404 404
documents:workbook            GET  pk=document            in  404 404 200 404 404 200 404 404 404
documents:withdraw            GET  pk=document            in  404 404 200 404 404 200 404 404 404
documents:withdraw            POST pk=document            in  404 404 200 404 404 200 404 404 404
documents:replace             POST pk=document            in  404 404 404 404 404 404 404 404 404   # it was not withdrawn
credentials:verdict           GET  code=document          200

# --- training done elsewhere: the holder, and those who train (tests/credentials/test_training_elsewhere.py) ---
external:index                GET                         in  200 200 200 200 200 200 200 200 200
external:record               GET                         in  404 404 404 404 404 200 200 404 404
external:record               POST                        in  404 404 404 404 404 200 200 404 404
external:one                  GET  pk=external            in  200 404 404 404 404 200 200 404 404
external:scan                 GET  pk=external            in  200 404 404 404 404 200 200 404 404
external:decide               POST pk=external            in  404 404 404 404 404 404 302 404 404   # who recorded it: adm
external:withdraw             POST pk=external            in  404 404 404 404 404 302 302 404 404

# --- certificates of a unit as one file: those who command or train it (tests/credentials/test_printing_a_company.py) ---
prints:unit                   GET  pk=alpha               in  404 404 200 404 404 200 200 404 404
prints:unit                   GET  pk=bravo               in  404 404 404 200 404 200 404 404 404
prints:unit                   POST pk=alpha               in  404 404 302 404 404 302 302 404 404
prints:file                   GET  pk=print               in  404 404 200 404 404 404 404 404 404   # whoever asked for it
prints:download               GET  pk=print               in  404 404 200 404 404 404 404 404 404
prints:again                  POST pk=print               in  404 404 302 404 404 404 404 404 404

# --- planning: administrators, and training officers for the own subtree (tests/credentials/test_planning_by_role.py) ---
credentials:requirements          GET                     in  404 404 404 404 404 200 200 404 404
credentials:requirement-new       GET                     in  404 404 404 404 404 200 200 404 404
credentials:requirement-new       POST                    in  404 404 404 404 404 200 200 404 404
credentials:requirement-end       GET  pk=requirement     in  404 404 404 404 404 200 404 404 404
credentials:requirement-end       POST pk=requirement     in  404 404 404 404 404 302 404 404 404
credentials:deployments           GET                     in  404 404 404 404 404 200 200 404 404
credentials:deployment-new        GET                     in  404 404 404 404 404 200 200 404 404
credentials:deployment-new        POST                    in  404 404 404 404 404 200 200 404 404
credentials:deployment-withdraw   GET  pk=deployment      in  404 404 404 404 404 200 404 404 404
credentials:deployment-withdraw   POST pk=deployment      in  404 404 404 404 404 302 404 404 404
credentials:renewal-call          GET                     in  404 404 404 404 404 302 404 404 404   # the password is asked again
credentials:renewal-call          POST                    in  404 404 404 404 404 302 404 404 404
courses:course-renew              GET  pk=course          in  302 302 302 302 302 302 302 302 302
courses:course-renew              POST pk=course          in  302 302 302 302 302 302 302 302 302
# --- open answers: the trainer to whom they are assigned, administrators ---
hand-marking:index            GET                         in  404 404 404 404 200 200 404 404 404
hand-marking:answer           GET  pk=marking             in  404 404 404 404 200 200 404 404 404
hand-marking:answer           POST pk=marking             in  404 404 404 404 200 200 404 404 404
hand-marking:answer           GET  pk=marked              in  404 404 404 404 404 404 404 404 404
hand-marking:hand-on          POST pk=marking             in  404 404 404 404 302 302 404 404 404
# --- sittings and forms on paper: whoever runs or teaches the class ---
quizzes:sit                   GET                         in  200 200 200 200 200 200 200 200 200
quizzes:sit                   POST                        in  403 403 403 403 403 403 403 403 403
sittings:index                GET                         in  404 404 404 404 200 200 200 404 404
sittings:open                 GET  pk=class               in  404 404 404 404 200 200 200 404 404
sittings:open                 POST pk=class               in  404 404 404 404 200 200 200 404 404
sittings:open                 POST pk=other-class         in  404 404 404 404 404 200 404 404 404
sittings:sitting              GET  pk=sitting             in  404 404 404 404 200 200 200 404 404
sittings:sitting              GET  pk=other-sitting       in  404 404 404 404 404 200 404 404 404
sittings:wall                 GET  pk=sitting             in  404 404 404 404 200 200 200 404 404
sittings:wall                 GET  pk=other-sitting       in  404 404 404 404 404 200 404 404 404
sittings:pause                POST pk=sitting             in  404 404 404 404 302 302 302 404 404
sittings:pause                POST pk=other-sitting       in  404 404 404 404 404 302 404 404 404
sittings:resume               POST pk=sitting             in  404 404 404 404 302 302 302 404 404
sittings:resume               POST pk=other-sitting       in  404 404 404 404 404 302 404 404 404
sittings:more-time            GET  pk=sitting             in  404 404 404 404 200 200 200 404 404
sittings:more-time            POST pk=other-sitting       in  404 404 404 404 404 200 404 404 404
sittings:more-time-for-one    GET  pk=sitting seat_id=place   in  404 404 404 404 200 200 200 404 404
sittings:more-time-for-one    GET  pk=other-sitting seat_id=place   in  404 404 404 404 404 404 404 404 404
sittings:close                GET  pk=sitting             in  404 404 404 404 200 200 200 404 404
sittings:close                POST pk=sitting             in  404 404 404 404 200 200 200 404 404
sittings:close                POST pk=other-sitting       in  404 404 404 404 404 302 404 404 404
sittings:record               GET  pk=sitting             in  404 404 404 404 200 200 200 404 404
sittings:record               GET  pk=other-sitting       in  404 404 404 404 404 200 404 404 404
paper:index                   GET                         in  404 404 404 404 200 200 200 404 404
paper:class                   GET  pk=class               in  404 404 404 404 200 200 200 404 404
paper:class                   POST pk=other-class         in  404 404 404 404 404 200 404 404 404
paper:form                    GET  pk=form                in  404 404 404 404 200 200 200 404 404
paper:form                    GET  pk=other-form          in  404 404 404 404 404 200 404 404 404
paper:form                    POST pk=form                in  404 404 404 404 200 200 200 404 404
paper:again                   POST pk=form                in  404 404 404 404 200 200 200 404 404
paper:again                   POST pk=other-form          in  404 404 404 404 404 200 404 404 404

# --- corrections: trainers propose, training officers for one attempt; administrators decide, never on their own ---
corrections:index             GET                         in  404 404 404 404 200 200 200 404 404
corrections:propose           GET  pk=asked-version       in  404 404 404 404 200 200 404 404 404
corrections:propose           POST pk=asked-version       in  404 404 404 404 200 200 404 404 404
corrections:correction        GET  pk=correction          in  404 404 404 404 200 200 404 404 404
corrections:amend-sheet       GET  pk=entered-form number:=1   in  404 404 404 404 200 200 200 404 404
corrections:amend-points      GET  pk=marked               in  404 404 404 404 200 200 404 404 404
corrections:late              GET                         in  404 404 404 404 200 200 200 404 404
corrections:amend-late        GET  pk=late-answer         in  404 404 404 404 200 200 200 404 404
corrections:approve           GET  pk=correction          in  404 404 404 404 404 302 404 404 404
corrections:approve           POST pk=correction          in  404 404 404 404 404 302 404 404 404
corrections:approve           POST pk=own-correction      in  404 404 404 404 404 404 404 404 404
corrections:refuse            POST pk=correction          in  404 404 404 404 404 302 404 404 404
corrections:refuse            POST pk=own-correction      in  404 404 404 404 404 404 404 404 404
corrections:withdraw          POST pk=correction          in  404 404 404 404 302 404 404 404 404
corrections:withdraw          POST pk=own-correction      in  404 404 404 404 404 302 404 404 404
corrections:reverse           GET  pk=approved-correction in  404 404 404 404 200 200 404 404 404
corrections:reverse           GET  pk=correction          in  404 404 404 404 404 404 404 404 404
corrections:reverse           POST pk=approved-correction in  404 404 404 404 200 200 404 404 404

# --- classes: those who run them (administrators, training officers) and their own instructors ---
classes:index                 GET                         in  404 404 404 404 200 200 200 404 404
classes:open                  GET                         in  404 404 404 404 404 200 200 404 404
classes:open                  POST                        in  404 404 404 404 404 200 200 404 404
classes:class                 GET  pk=class               in  404 404 404 404 200 200 200 404 404
classes:class                 GET  pk=other-class         in  404 404 404 404 404 200 404 404 404
classes:members               GET  pk=class               in  404 404 404 404 404 200 200 404 404
classes:members               POST pk=class               in  404 404 404 404 404 200 200 404 404
classes:member-remove         GET  pk=membership          in  404 404 404 404 404 200 200 404 404
classes:member-remove         POST pk=membership          in  404 404 404 404 404 302 302 404 404
classes:member-remove         POST pk=former-membership   in  404 404 404 404 404 404 404 404 404
classes:instructors           GET  pk=class               in  404 404 404 404 404 200 200 404 404
classes:instructor-remove     GET  pk=class-instructor    in  404 404 404 404 404 200 200 404 404
classes:instructor-remove     POST pk=class-instructor    in  404 404 404 404 404 302 302 404 404   # refused: the last one
classes:schedule              GET  pk=class               in  404 404 404 404 200 200 200 404 404
classes:schedule              POST pk=class               in  404 404 404 404 200 200 200 404 404
classes:schedule              POST pk=other-class         in  404 404 404 404 404 200 404 404 404
classes:message               GET  pk=class               in  404 404 404 404 200 200 200 404 404
classes:message               POST pk=other-class         in  404 404 404 404 404 200 404 404 404
classes:close                 GET  pk=class               in  404 404 404 404 404 200 200 404 404
classes:close                 POST pk=class               in  404 404 404 404 404 302 302 404 404
classes:roster                GET  pk=class               in  404 404 404 404 200 200 200 404 404
classes:roster                GET  pk=other-class         in  404 404 404 404 404 200 404 404 404
classes:results               GET  pk=class               in  404 404 404 404 200 200 200 404 404
classes:results               GET  pk=other-class         in  404 404 404 404 404 200 404 404 404
classes:session               GET  pk=session             in  404 404 404 404 200 200 200 404 404
classes:session               GET  pk=other-session       in  404 404 404 404 404 200 404 404 404
classes:session               POST pk=session             in  404 404 404 404 302 302 302 404 404
classes:session               POST pk=other-session       in  404 404 404 404 404 302 404 404 404
classes:call-off              GET  pk=coming-session      in  404 404 404 404 200 200 200 404 404
classes:call-off              POST pk=coming-session      in  404 404 404 404 302 302 302 404 404
classes:call-off              POST pk=other-session       in  404 404 404 404 404 302 404 404 404
classes:session-change        GET  pk=coming-session      in  404 404 404 404 200 200 200 404 404
classes:session-change        POST pk=coming-session      in  404 404 404 404 200 200 200 404 404   # nothing filled in
classes:session-change        GET  pk=other-session       in  404 404 404 404 404 200 404 404 404
classes:sheet                 GET  pk=session             in  404 404 404 404 200 200 200 404 404
classes:sheet                 GET  pk=other-session       in  404 404 404 404 404 200 404 404 404
classes:notes                 GET  pk=session lesson_id=teaching         in  404 404 404 404 200 200 200 404 404
classes:notes                 GET  pk=other-session lesson_id=teaching   in  404 404 404 404 404 200 404 404 404
classes:taught                POST pk=session lesson_id=teaching         in  404 404 404 404 302 302 302 404 404
classes:taught                POST pk=other-session lesson_id=teaching   in  404 404 404 404 404 302 404 404 404
quizzes:history               GET                         in  200 200 200 200 200 200 200 200 200
quizzes:extra-time            GET                         in  404 404 404 404 404 200 200 404 404
quizzes:extra-time            POST                        in  404 404 404 404 404 200 200 404 404
# --- what the lessons answer to: those who write or review them ---
curriculum:mapping            GET                         in  404 404 404 404 200 200 404 200 404
curriculum:mapping-file       GET                         in  404 404 404 404 200 200 404 200 404

# --- figures of quizzes: trainers, without names; results by name: own classes ---
figures:index                 GET                         in  404 404 404 404 200 200 200 404 404
figures:results               GET  pk=quiz                in  404 404 404 404 200 200 404 404 404
figures:questions             GET  pk=quiz                in  404 404 404 404 200 200 404 404 404
figures:question              GET  pk=quiz version:=99    in  404 404 404 404 404 404 404 404 404   # asked too rarely
figures:class                 GET  pk=class               in  404 404 404 404 200 200 200 404 404
figures:class                 GET  pk=other-class         in  404 404 404 404 404 200 404 404 404
figures:class-results         GET  pk=quiz training_class_id=session         in  404 404 404 404 200 200 200 404 404
figures:class-results         GET  pk=quiz training_class_id=other-session   in  404 404 404 404 404 200 404 404 404
courses:lesson-screen         GET  pk=lesson              200
courses:lesson-screen         GET  pk=draft               404
courses:lesson-screen         GET  pk=secret              404

# --- readiness: the own subtree ---
readiness:index               GET                         in  403 403 302 302 403 302 302 403 302
readiness:unit                GET  pk=alpha               in  404 404 200 404 404 200 200 404 200
readiness:unit                GET  pk=platoon             in  404 404 200 404 404 200 200 404 200
readiness:unit                GET  pk=bravo               in  404 404 404 200 404 200 404 404 200
readiness:unit                GET  pk=battalion           in  404 404 404 404 404 200 404 404 200
readiness:enrol               GET  pk=alpha               in  404 404 404 404 404 200 200 404 404
readiness:enrol               POST pk=alpha               in  404 404 404 404 404 200 200 404 404   # asks before it does it
readiness:figures             GET  pk=alpha               in  404 404 200 404 404 200 200 404 200
readiness:figures             GET  pk=bravo               in  404 404 404 200 404 200 404 404 200
readiness:figures-workbook    GET  pk=alpha               in  404 404 200 404 404 200 200 404 200
readiness:figures-workbook    GET  pk=bravo               in  404 404 404 200 404 200 404 404 200
readiness:export              GET  pk=alpha               in  404 404 302 404 404 302 302 404 404
readiness:export              GET  pk=bravo               in  404 404 404 302 404 302 404 404 404

# --- messages to a person; reminders: training officers, those who command, administrators ---
people:messages               GET                         in  200 200 200 200 200 200 200 200 200
people:messages-read          GET                         in  405 405 405 405 405 405 405 405 405
people:messages-read          POST                        in  302 302 302 302 302 302 302 302 302
people:message-open           GET  pk=notice              in  405 405 405 405 405 405 405 405 405
people:message-open           POST pk=notice              in  302 404 404 404 404 404 404 404 404
reminders:ledger              GET                         in  404 404 404 404 404 200 200 404 404
reminders:again               POST                        in  404 404 404 404 404 302 302 404 404
reminders:unit                GET  pk=alpha               in  404 404 200 404 404 200 200 404 404
reminders:unit                POST pk=alpha               in  404 404 200 404 404 200 200 404 404   # asks before it does it
reminders:unit                POST pk=bravo               in  404 404 404 200 404 200 404 404 404
readiness:names               GET  pk=alpha               in  404 404 200 404 404 200 200 404 404
readiness:names               GET  pk=platoon             in  404 404 200 404 404 200 200 404 404
readiness:names               GET  pk=bravo               in  404 404 404 200 404 200 404 404 404
readiness:names               GET  pk=battalion           in  404 404 404 404 404 200 404 404 404
readiness:obstacles           GET  pk=alpha               in  404 404 200 404 404 200 200 404 404
readiness:obstacles           GET  pk=bravo               in  404 404 404 200 404 200 404 404 404
readiness:export-workbook     GET  pk=alpha               in  404 404 302 404 404 302 302 404 404
readiness:export-workbook     GET  pk=bravo               in  404 404 404 302 404 302 404 404 404
"""

# Everything else under admin/: the start of the address, then what trainer, administrator and legal reviewer find there.
# open: some address of the group answers; shut: none does. Nobody else of the cast ever gets an answer.
EDITOR = """
#                                      tra  adm  rev
admin/^.*/$                            open open open
admin/api/                             open open open
admin/block-preview/                   open open open
admin/bulk/                            open open open
admin/certificates/                    shut open shut
admin/choose-                          open open open
admin/collections/                     shut shut shut
admin/country/                         shut open shut
admin/deployment/                      shut open shut
admin/dismissibles/                    open open open
admin/documents/                       open open open
admin/editing-sessions/                open open open
admin/failwhale/                       open open open
admin/groups/                          shut shut shut
admin/images/                          open open open
admin/pages/                           open open open
admin/posting/                         shut open shut
admin/rank/                            shut open shut
admin/redirects/                       shut open shut
admin/renewalcall/                     shut open shut
admin/renewalrule/                     shut open shut
admin/reports/                         open open open
admin/reports/locked/                  shut open shut
admin/requirement/                     shut open shut
admin/sites/                           shut open shut
admin/snippets/                        shut shut shut
admin/snippets/choose/                 open open open
admin/snippets/credentials/            shut open shut
admin/snippets/curriculum/             shut open open
admin/snippets/law/instrument/         shut open open
admin/snippets/law/rule/               shut open open
admin/snippets/law/topic/              open open open
admin/snippets/quizzes/                open open open
admin/tag-autocomplete/                open open open
admin/translation/                     shut shut shut
admin/test404/                         open open open
admin/unit/                            shut open shut
admin/users/                           shut open shut
admin/workflows/                       shut shut shut
admin/workflows/task_chooser/          open open open
"""

# What the editor's frame itself loads: words and icons, the same for everybody who is signed in.
EDITOR_PARTS = {"admin/sprite/", "admin/jsi18n/", "admin/account/"}
# Wagtail's page that raises on purpose, for those who test error mails.
RAISES_ON_PURPOSE = {"admin/failwhale/"}
