// Loaded before everything else: sends every host of intacct.com to this machine, because the SDK
// accepts no other host. The SDK itself stays as it is.
"use strict";

const dns = require("node:dns");

const lookup = dns.lookup;

dns.lookup = (host, options, callback) => {
  const here = host.endsWith(".intacct.com") ? "127.0.0.1" : host;
  return lookup(here, options, callback);
};
