"""What each relation to Alpha Company gets at which address. Read by tests/test_relations.py, which says what is missing.

Name of the address, method, arguments (as in tests/access_table.py), then one status for all, or one for each relation. Records
are the learner's, of Alpha's 1st Platoon; what is “other-” belongs to Bravo.
"""

RELATIONS = ("own", "above", "below", "beside", "former", "future", "acting", "past-acting", "lent", "abroad", "auditor")
COMMANDERS = """
#                                                                           own  abov belo besi form futu acti past lent abro audi
readiness:unit                  GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  200
readiness:unit                  GET  pk=platoon                             200  200  200  404  404  404  200  404  404  404  200
readiness:figures               GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  200
readiness:figures               GET  pk=platoon                             200  200  200  404  404  404  200  404  404  404  200
readiness:figures-workbook      GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  200
readiness:export                GET  pk=alpha                               302  302  404  404  404  404  302  404  404  404  404
readiness:export-workbook       GET  pk=alpha                               302  302  404  404  404  404  302  404  404  404  404
readiness:enrol                 GET  pk=alpha                               404
readiness:names                 GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
readiness:names                 GET  pk=platoon                             200  200  200  404  404  404  200  404  404  404  404
readiness:obstacles             GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
credentials:credential          GET  code=learner-credential                200  200  200  404  404  404  200  404  404  404  404
credentials:sheet               GET  code=learner-credential                200  200  200  404  404  404  200  404  404  404  404
credentials:badge               GET  code=learner-credential                200  200  200  404  404  404  200  404  404  404  404
credentials:revoke              POST code=learner-credential                404
prints:unit                     GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
units:people                    GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
units:people                    GET  pk=platoon                             200  200  200  404  404  404  200  404  404  404  404
units:posts                     GET  pk=alpha                               404
units:person                    GET  pk=learner                             404
units:person                    POST pk=learner                             404
units:status-end                POST pk=leave                               404
units:post-end                  POST pk=acting                              404
slips:unit                      GET  pk=alpha                               404
contests:one                    GET  pk=contest                             404
roll:index                      GET                                         404
sittings:index                  GET                                         404
sittings:sitting                GET  pk=sitting                             404
paper:form                      GET  pk=form                                404
wagtailadmin_home               GET                                         in  in  in  in  in  in  in  in  in  in  in
unit-tree:index                 GET                                         in  in  in  in  in  in  in  in  in  in  in
people:slip-issue               GET  pk=learner                             404
roll:roll                       GET  pk=roll                                404
roll:columns                    GET  pk=roll                                404
roll:faulty                     GET  pk=roll                                404
roll:faulty-workbook            GET  pk=roll                                404
roll:mend                       POST pk=roll                                404
roll:take-over                  POST pk=roll                                404
roll:again                      POST pk=roll                                404
roll:discard                    POST pk=roll                                404
slips:print                     POST pk=alpha                               404
slips:withdraw                  POST pk=alpha                               404
contests:answer                 POST pk=contest                             404
documents:index                 GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
documents:index                 POST pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
documents:one                   GET  pk=document                            200  200  404  404  404  404  200  404  404  404  404
documents:pdf                   GET  pk=document                            200  200  404  404  404  404  200  404  404  404  404
documents:workbook              GET  pk=document                            200  200  404  404  404  404  200  404  404  404  404
documents:withdraw              GET  pk=document                            200  200  404  404  404  404  200  404  404  404  404
documents:withdraw              POST pk=document                            200  200  404  404  404  404  200  404  404  404  404
documents:replace               POST pk=document                            404
external:one                    GET  pk=external                            404
external:scan                   GET  pk=external                            404
external:decide                 POST pk=external                            404
external:withdraw               POST pk=external                            404
prints:file                     GET  pk=print                               404
prints:download                 GET  pk=print                               404
prints:again                    POST pk=print                               404
credentials:requirement-end     GET  pk=requirement                         404
credentials:deployment-withdraw GET  pk=deployment                          404
hand-marking:answer             GET  pk=marking                             404
hand-marking:hand-on            POST pk=marking                             404
sittings:open                   GET  pk=class                               404
sittings:wall                   GET  pk=sitting                             404
sittings:pause                  POST pk=sitting                             404
sittings:resume                 POST pk=sitting                             404
sittings:more-time              GET  pk=sitting                             404
sittings:more-time-for-one      GET  pk=sitting seat_id=place               404
sittings:close                  GET  pk=sitting                             404
sittings:record                 GET  pk=sitting                             404
paper:class                     GET  pk=class                               404
paper:again                     POST pk=form                                404
corrections:amend-sheet         GET  pk=entered-form number:=1              404
corrections:amend-points        GET  pk=marked                              404
corrections:amend-late          GET  pk=late-answer                         404
corrections:propose             GET  pk=asked-version                       404
corrections:correction          GET  pk=correction                          404
corrections:approve             GET  pk=correction                          404
corrections:refuse              POST pk=correction                          404
corrections:withdraw            POST pk=correction                          404
corrections:reverse             GET  pk=approved-correction                 404
classes:class                   GET  pk=class                               404
classes:members                 GET  pk=class                               404
classes:member-remove           GET  pk=membership                          404
classes:instructors             GET  pk=class                               404
classes:instructor-remove       GET  pk=class-instructor                    404
classes:schedule                GET  pk=class                               404
classes:message                 GET  pk=class                               404
classes:close                   GET  pk=class                               404
classes:roster                  GET  pk=class                               404
classes:results                 GET  pk=class                               404
classes:session                 GET  pk=session                             404
classes:call-off                GET  pk=coming-session                      404
classes:session-change          GET  pk=coming-session                      404
classes:sheet                   GET  pk=session                             404
classes:notes                   GET  pk=session lesson_id=teaching          404
classes:taught                  POST pk=session lesson_id=teaching          404
figures:results                 GET  pk=quiz                                404
figures:questions               GET  pk=quiz                                404
figures:question                GET  pk=quiz version:=99                    404
figures:class                   GET  pk=class                               404
figures:class-results           GET  pk=quiz training_class_id=session      404
reminders:unit                  GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
reminders:unit                  POST pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
reminders:unit                  POST pk=bravo                               404  200  404  200  404  404  404  404  404  404  404
"""
OFFICERS = """
#                                                                           own  abov belo besi form futu acti past lent abro audi
readiness:unit                  GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  200
readiness:unit                  GET  pk=platoon                             200  200  200  404  404  404  200  404  404  404  200
readiness:figures               GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  200
readiness:figures               GET  pk=platoon                             200  200  200  404  404  404  200  404  404  404  200
readiness:figures-workbook      GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  200
readiness:export                GET  pk=alpha                               302  302  404  404  404  404  302  404  404  404  404
readiness:export-workbook       GET  pk=alpha                               302  302  404  404  404  404  302  404  404  404  404
readiness:enrol                 GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
readiness:enrol                 POST pk=platoon                             200  200  200  404  404  404  200  404  404  404  404
readiness:names                 GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
readiness:names                 GET  pk=platoon                             200  200  200  404  404  404  200  404  404  404  404
readiness:obstacles             GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
documents:index                 GET  pk=alpha                               404
prints:unit                     GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
units:people                    GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
units:people                    GET  pk=platoon                             200  200  200  404  404  404  200  404  404  404  404
units:posts                     GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
units:posts                     POST pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
units:person                    GET  pk=learner                             200  200  200  404  404  404  200  404  404  404  404
units:person                    POST pk=learner                             200  200  200  404  404  404  200  404  404  404  404
units:status-end                GET  pk=leave                               200  200  200  404  404  404  200  404  404  404  404
units:status-end                POST pk=leave                               302  302  302  404  404  404  302  404  404  404  404
units:post-end                  GET  pk=acting                              200  200  200  404  404  404  200  404  404  404  404
slips:unit                      GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
slips:print                     POST pk=alpha                               302  302  404  404  404  404  302  404  404  404  404
slips:withdraw                  POST pk=alpha                               302  302  404  404  404  404  302  404  404  404  404
people:slip-issue               GET  pk=learner                             200  200  200  404  404  404  200  404  404  404  404
contests:one                    GET  pk=contest                             200  200  200  404  404  404  200  404  404  404  404
contests:answer                 POST pk=contest                             200  200  200  404  404  404  200  404  404  404  404
roll:index                      GET                                         200  200  200  200  404  404  200  404  404  200  404
roll:roll                       GET  pk=roll                                404
credentials:credential          GET  code=learner-credential                404
sittings:index                  GET                                         200  200  200  200  404  404  200  404  404  200  404
sittings:sitting                GET  pk=sitting                             200  200  404  404  404  404  200  404  404  404  404
sittings:sitting                GET  pk=other-sitting                       404  200  404  200  404  404  404  404  404  404  404
sittings:wall                   GET  pk=sitting                             200  200  404  404  404  404  200  404  404  404  404
sittings:pause                  POST pk=other-sitting                       404  302  404  302  404  404  404  404  404  404  404
sittings:more-time              POST pk=other-sitting                       404  200  404  200  404  404  404  404  404  404  404
sittings:record                 GET  pk=sitting                             200  200  404  404  404  404  200  404  404  404  404
sittings:close                  POST pk=other-sitting                       404  302  404  302  404  404  404  404  404  404  404
paper:class                     GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
paper:form                      GET  pk=form                                200  200  404  404  404  404  200  404  404  404  404
paper:form                      GET  pk=other-form                          404  200  404  200  404  404  404  404  404  404  404
hand-marking:index              GET                                         404
wagtailadmin_home               GET                                         in  in  in  in  in  in  in  in  in  in  in
unit-tree:index                 GET                                         in  in  in  in  in  in  in  in  in  in  in
roll:columns                    GET  pk=roll                                404
roll:faulty                     GET  pk=roll                                404
roll:faulty-workbook            GET  pk=roll                                404
roll:mend                       POST pk=roll                                404
roll:take-over                  POST pk=roll                                404
roll:again                      POST pk=roll                                404
roll:discard                    POST pk=roll                                404
credentials:sheet               GET  code=learner-credential                404
credentials:badge               GET  code=learner-credential                404
credentials:revoke              GET  code=learner-credential                404
documents:one                   GET  pk=document                            404
documents:pdf                   GET  pk=document                            404
documents:workbook              GET  pk=document                            404
documents:withdraw              GET  pk=document                            404
documents:replace               POST pk=document                            404
external:one                    GET  pk=external                            200  200  200  404  404  404  200  404  404  404  404
external:scan                   GET  pk=external                            200  200  200  404  404  404  200  404  404  404  404
external:decide                 POST pk=external                            302  302  302  404  404  404  302  404  404  404  404
external:withdraw               POST pk=external                            302  302  302  404  404  404  302  404  404  404  404
prints:file                     GET  pk=print                               404
prints:download                 GET  pk=print                               404
prints:again                    POST pk=print                               404
credentials:requirement-end     GET  pk=requirement                         404
credentials:deployment-withdraw GET  pk=deployment                          404
hand-marking:answer             GET  pk=marking                             404
hand-marking:hand-on            POST pk=marking                             404
sittings:open                   GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
sittings:open                   POST pk=class                               200  200  404  404  404  404  200  404  404  404  404
sittings:open                   POST pk=other-class                         404  200  404  200  404  404  404  404  404  404  404
sittings:resume                 POST pk=sitting                             302  302  404  404  404  404  302  404  404  404  404
sittings:resume                 POST pk=other-sitting                       404  302  404  302  404  404  404  404  404  404  404
sittings:more-time-for-one      GET  pk=sitting seat_id=place               200  200  404  404  404  404  200  404  404  404  404
paper:again                     POST pk=form                                200  200  404  404  404  404  200  404  404  404  404
paper:again                     POST pk=other-form                          404  200  404  200  404  404  404  404  404  404  404
corrections:amend-sheet         GET  pk=entered-form number:=1              200  200  404  404  404  404  200  404  404  404  404
corrections:amend-points        GET  pk=marked                              404
corrections:amend-late          GET  pk=late-answer                         200  200  200  404  404  404  200  404  404  404  404
corrections:propose             GET  pk=asked-version                       404
corrections:correction          GET  pk=correction                          404
corrections:approve             GET  pk=correction                          404
corrections:refuse              POST pk=correction                          404
corrections:withdraw            POST pk=correction                          404
corrections:reverse             GET  pk=approved-correction                 404
classes:class                   GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
classes:class                   GET  pk=other-class                         404  200  404  200  404  404  404  404  404  404  404
classes:members                 GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
classes:members                 POST pk=class                               200  200  404  404  404  404  200  404  404  404  404
classes:member-remove           GET  pk=membership                          200  200  404  404  404  404  200  404  404  404  404
classes:member-remove           POST pk=membership                          302  302  404  404  404  404  302  404  404  404  404
classes:instructors             GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
classes:instructor-remove       GET  pk=class-instructor                    200  200  404  404  404  404  200  404  404  404  404
classes:instructor-remove       POST pk=class-instructor                    302  302  404  404  404  404  302  404  404  404  404
classes:schedule                GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
classes:schedule                POST pk=class                               200  200  404  404  404  404  200  404  404  404  404
classes:schedule                POST pk=other-class                         404  200  404  200  404  404  404  404  404  404  404
classes:message                 GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
classes:message                 POST pk=other-class                         404  200  404  200  404  404  404  404  404  404  404
classes:close                   GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
classes:close                   POST pk=class                               302  302  404  404  404  404  302  404  404  404  404
classes:roster                  GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
classes:roster                  GET  pk=other-class                         404  200  404  200  404  404  404  404  404  404  404
classes:results                 GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
classes:results                 GET  pk=other-class                         404  200  404  200  404  404  404  404  404  404  404
classes:session                 GET  pk=session                             200  200  404  404  404  404  200  404  404  404  404
classes:session                 GET  pk=other-session                       404  200  404  200  404  404  404  404  404  404  404
classes:session                 POST pk=session                             302  302  404  404  404  404  302  404  404  404  404
classes:session                 POST pk=other-session                       404  302  404  302  404  404  404  404  404  404  404
classes:call-off                GET  pk=coming-session                      200  200  404  404  404  404  200  404  404  404  404
classes:call-off                POST pk=coming-session                      302  302  404  404  404  404  302  404  404  404  404
classes:call-off                POST pk=other-session                       404  302  404  302  404  404  404  404  404  404  404
classes:session-change          GET  pk=coming-session                      200  200  404  404  404  404  200  404  404  404  404
classes:session-change          POST pk=coming-session                      200  200  404  404  404  404  200  404  404  404  404
classes:session-change          GET  pk=other-session                       404  200  404  200  404  404  404  404  404  404  404
classes:sheet                   GET  pk=session                             200  200  404  404  404  404  200  404  404  404  404
classes:sheet                   GET  pk=other-session                       404  200  404  200  404  404  404  404  404  404  404
classes:notes                   GET  pk=session lesson_id=teaching          200  200  404  404  404  404  200  404  404  404  404
classes:notes                   GET  pk=other-session lesson_id=teaching    404  200  404  200  404  404  404  404  404  404  404
classes:taught                  POST pk=session lesson_id=teaching          302  302  404  404  404  404  302  404  404  404  404
classes:taught                  POST pk=other-session lesson_id=teaching    404  302  404  302  404  404  404  404  404  404  404
figures:results                 GET  pk=quiz                                404
figures:questions               GET  pk=quiz                                404
figures:question                GET  pk=quiz version:=99                    404
figures:class                   GET  pk=class                               200  200  404  404  404  404  200  404  404  404  404
figures:class                   GET  pk=other-class                         404  200  404  200  404  404  404  404  404  404  404
figures:class-results           GET  pk=quiz training_class_id=session      200  200  404  404  404  404  200  404  404  404  404
figures:class-results           GET  pk=quiz training_class_id=other-session 404  200  404  200  404  404  404  404  404  404  404
reminders:unit                  GET  pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
reminders:unit                  POST pk=alpha                               200  200  404  404  404  404  200  404  404  404  404
reminders:unit                  POST pk=bravo                               404  200  404  200  404  404  404  404  404  404  404
"""
