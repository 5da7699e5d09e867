// A real OpenID provider for OidcTest. Prints its issuer, reads the address that it may send browsers to, and serves until
// its standard input ends. Whoever signs in is believed; only ann is of the group that may come in.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.argv[2]}/`);
const { Provider } = await import(pathToFileURL(require.resolve("oidc-provider")).href);

let handler = (_, answer) => answer.writeHead(503).end();
const server = createServer((ask, answer) => handler(ask, answer));
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  console.log(issuer);
  const lines = createInterface({ input: process.stdin });
  lines.once("line", (redirect) => {
    const provider = new Provider(issuer, {
      clients: [{ client_id: "tocsin", client_secret: "a secret for tests only", redirect_uris: [redirect] }],
      claims: { openid: ["sub"], profile: ["preferred_username", "groups"] },
      findAccount: (_, sub) => ({
        accountId: sub,
        claims: () => ({ sub, preferred_username: sub, groups: sub === "ann" ? ["ops"] : ["others"] }),
      }),
      pkce: { required: () => true },
      cookies: { keys: ["of a test"] },
    });
    handler = provider.callback();
    console.log("ready");
  });
  lines.once("close", () => process.exit(0));
});
