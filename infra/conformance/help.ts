/** What `--help` prints. */
export const HELP = `npm run conformance -- --base URL --site ID --token T [more]
npm run local -- conformance [more]    the same on a local tenant of its own, which brings all flags and is removed again

Asks a Microsoft 365 tenant, or something that claims to behave like one, hundreds of small questions and says where the
answers differ from what Microsoft documents, from what others observed, or from what practitioners remember.
It makes lists and files on the site named, all called conformance-..., and removes them again. Use a throw-away site.

Every flag may stand in the environment instead: --people-token is CONFORMANCE_PEOPLE_TOKEN. Do that with secrets.

Needed
  --base URL               Graph: https://graph.microsoft.com, or a local tenant such as http://localhost:3979
  --site HOST,GUID,GUID    the site's id in Graph
  --token T                app-only Graph token with Sites.FullControl.All, or Sites.Selected and fullcontrol on the site

More cases run with more given; what is missing is said at the end
  --people-token T         app-only token with User.Read.All, User.Invite.All, Mail.Send, Mail.Read and
                           TeamsAppInstallation.ReadWriteSelfForUser.All (default: --token)
  --limited-token T        app-only token with Sites.Selected and write on the site: must not be able to create lists
  --undeclared-token T     app-only token of an application without any Graph permission
  --second-site ID         a site on which the limited application has no grant
  --person GUID            object id of somebody in the directory
  --mailbox ADDRESS        may be read and sent from; receives a few messages from itself
  --invite-address ADDRESS an invitation is made for it, without sending mail, and the guest is removed
  --catalogue ID           Teams catalogue id of an app, to be installed for --person
  --tenant GUID            tenant id, for the cases about tokens
  --login URL              Entra (default: https://login.microsoftonline.com, or --base)
  --client-id, --client-secret            an application, for the cases about tokens
  --client-certificate, --client-key FILE the same application's certificate, PEM
  --assertion T            a person's token for that application: on-behalf-of
  --bot-id, --bot-secret, --bot-service-url    a bot and the connector: https://smba.trafficmanager.net/teams/
  --bot-token-url, --bot-metadata-url     where these are not Microsoft's
  --bot-person ID          object id of somebody who has the bot installed; receives a few messages
  --bot-catalogue ID       Teams catalogue id of the bot's app: a --bot-person who lacks it gets it for the run
  --control URL            a local tenant's control API, for cases in which a person or a fault is played
  --https-base URL         the tenant over https, when --base is http (trust its certificate by NODE_EXTRA_CA_CERTS)
  --echo-bot-port N        the port at which the tenant delivers activities for the bot
  --browser FILE           a Chromium or Chrome, for the case about the Agents Playground
  --load                   also the cases that load a tenant (throttling, 5,000 rows, mail limits). Microsoft does not
                           allow load tests against SharePoint Online: for local tenants

How
  --only A,B               areas, ids or beginnings of ids: --only items,files/upload-session-gap
  --list                   lists the cases with rule and basis, and does nothing
  --pace MS                pause between two requests (default 0). Throttling is waited out in any case
  --patience S             seconds to wait for what comes later: delta, mail, metadata of files (default 90)
  --report FILE            JSON: per case rule, basis, expected, seen, and Microsoft's request ids of what differs
  --markdown FILE          the same for people
  --sweep                  removes what earlier, broken runs left on the site, then ends
  --quiet                  no line per case
  --help, -h

Secrets, addresses and ids of the tenant are masked in reports. Exit: 0 as expected, 1 something differs or could not
be carried out, 2 wrong usage.
`;
