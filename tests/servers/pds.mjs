// A real Bluesky PDS (@atproto/pds) with an in-process PLC directory (@did-plc/server), loopback only.
// usage: PDS_HOME=<folder with node_modules> node pds.mjs DATA_DIR PDS_PORT PLC_PORT
// The PLC lives in memory: DATA_DIR must be fresh, since old accounts cannot be resolved after a restart.
// Any PDS_... variable of the environment that is not set below is the server's own (PDS_REPO_BACKFILL_LIMIT_MS).
import net from 'node:net'
import dns from 'node:dns'
import fs from 'node:fs'
import path from 'node:path'
import crypto from 'node:crypto'
import { createRequire } from 'node:module'

// Both servers call app.listen(port), i.e. every interface: force loopback before they are loaded.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port, ...rest) {
  if (typeof port === 'number' && (rest.length === 0 || typeof rest[0] === 'function'))
    return listen.call(this, port, '127.0.0.1', ...rest)
  return listen.call(this, port, ...rest)
}

// And it calls nobody outside: what tests/loopback does for Python. Whatever connects, connects through this; records
// of names (a handle's TXT) are asked past it, so of a name server that is not there.
dns.setServers(['127.0.0.1:9'])
const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...given) {
  const to = Array.isArray(given[0]) ? given[0][0] : given[0]
  const host = typeof to === 'object' && to ? to.host : typeof given[1] === 'string' ? given[1] : undefined
  if (!(typeof to === 'object' && to?.path) && host && !/^(localhost|127(\.\d+){3}|::1)$/.test(host)) {
    console.error(`refused outside loopback: ${host}`)
    setImmediate(() => this.destroy(new Error(`tests stay on this machine, and the PDS wanted to reach ${host}`)))
    return this
  }
  return connect.apply(this, given)
}

const dir = path.resolve(process.argv[2] ?? './pds-data')
const port = Number(process.argv[3] ?? 2583)
const plcPort = Number(process.argv[4] ?? 2582)
const require = createRequire(path.join(process.env.PDS_HOME ?? process.cwd(), 'package.json'))
const { PDS, envToCfg, envToSecrets, readEnv } = require('@atproto/pds')
const plc = require('@did-plc/server')

fs.mkdirSync(path.join(dir, 'blobs'), { recursive: true })
const secretFile = path.join(dir, 'secrets.json')
if (!fs.existsSync(secretFile))
  fs.writeFileSync(secretFile, JSON.stringify({ jwt: crypto.randomBytes(16).toString('hex'), rot: crypto.randomBytes(32).toString('hex') }))
const secret = JSON.parse(fs.readFileSync(secretFile, 'utf8'))

const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: plcPort })
await directory.start()

Object.assign(process.env, {
  PDS_PORT: String(port), PDS_HOSTNAME: 'localhost', PDS_DEV_MODE: 'true',
  PDS_DATA_DIRECTORY: dir, PDS_BLOBSTORE_DISK_LOCATION: path.join(dir, 'blobs'),
  PDS_DID_PLC_URL: `http://localhost:${plcPort}`, PDS_SERVICE_HANDLE_DOMAINS: '.test',
  PDS_INVITE_REQUIRED: 'false', PDS_RATE_LIMITS_ENABLED: process.env.RATE_LIMITS ?? 'false',
  PDS_JWT_SECRET: secret.jwt, PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: secret.rot,
  PDS_ADMIN_PASSWORD: 'admin-pass', PDS_DISABLE_SSRF_PROTECTION: 'true',
  PDS_CRAWLERS: '', PDS_REPO_BACKFILL_LIMIT_MS: process.env.PDS_REPO_BACKFILL_LIMIT_MS ?? '86400000', LOG_ENABLED: process.env.LOG_ENABLED ?? 'false',
})
const env = readEnv()
const pds = await PDS.create(envToCfg(env), envToSecrets(env))
await pds.start()
console.log(JSON.stringify({ pds: `http://localhost:${port}`, plc: `http://localhost:${plcPort}`,
  firehose: `ws://localhost:${port}/xrpc/com.atproto.sync.subscribeRepos`, pid: process.pid }))

// The parent went away (its end of our standard input closed): no orphan keeps the port.
process.stdin.on('end', () => stop()).resume()
const stop = async () => { await pds.destroy(); await directory.destroy(); process.exit(0) }
process.on('SIGTERM', stop); process.on('SIGINT', stop)
