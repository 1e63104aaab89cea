-- `http-request lua.keyward` asks Keyward whether a request may pass: with X-API-Key and Authorization and nothing else of the client's.
-- KEYWARD_URL: http://host:3000/v1/authorize; the name is looked up again by HAProxy's resolvers. KEYWARD_GATEWAY_TOKEN: the value of GATEWAY_TOKEN.
local URL = os.getenv("KEYWARD_URL")
local TOKEN = os.getenv("KEYWARD_GATEWAY_TOKEN")
local KEY_AS_BEARER = "^bearer +claribi_"
local TIMEOUT_MS = 1000 -- of one try; HAProxy makes four before it gives up
local ASKED_WITH = { "x-api-key", "authorization", "x-request-id" }
local IDENTITY = { "x-key-id", "x-key-owner", "x-key-org", "x-key-role", "x-key-scope", "x-key-mode" }
local HANDED_BACK = { "content-type", "www-authenticate", "retry-after", "x-request-id", "x-keyward-code", "cache-control" }
local NO_VERDICT = '{"type":"urn:keyward:error:verdict-unavailable","title":"No verdict can be given now","status":503,"code":"verdict-unavailable"}'

-- HAProxy counts the values of a header from 0.
local function list(values)
  local all, index = {}, 0
  while values and values[index] do
    all[#all + 1] = values[index]
    index = index + 1
  end
  return all
end

local function refuse(txn, answer)
  local reply = txn:reply({ status = answer.status })
  for _, name in ipairs(HANDED_BACK) do
    for _, value in ipairs(list(answer.headers[name])) do reply:add_header(name, value) end
  end
  reply:set_body(answer.body or "")
  txn:done(reply)
end

local function refuse_without_verdict(txn)
  local reply = txn:reply({ status = 503 })
  reply:add_header("content-type", "application/problem+json")
  reply:add_header("cache-control", "no-store")
  reply:add_header("retry-after", "1")
  reply:set_body(NO_VERDICT)
  txn:done(reply)
end

core.register_action("keyward", { "http-req" }, function(txn)
  local sent = txn.http:req_get_headers()
  local headers = { ["x-forwarded-method"] = { txn.sf:method() }, ["x-forwarded-uri"] = { txn.sf:pathq() } }
  if TOKEN then headers["x-gateway-token"] = { TOKEN } end
  for _, name in ipairs(ASKED_WITH) do
    local values = list(sent[name])
    if #values > 0 then headers[name] = values end
  end

  local answer = core.httpclient():get({ url = URL, headers = headers, timeout = TIMEOUT_MS })
  local status = answer and answer.status or 0
  if status == 401 or status == 403 or status == 431 or status == 503 then return refuse(txn, answer) end
  if status ~= 200 then return refuse_without_verdict(txn) end

  for _, name in ipairs(IDENTITY) do
    local value = answer.headers[name] and answer.headers[name][0]
    if not value then return refuse_without_verdict(txn) end
    txn.http:req_set_header(name, value)
  end
  -- The upstream needs no secret, whichever header it came in.
  txn.http:req_del_header("x-api-key")
  local authorization = list(sent["authorization"])[1]
  if authorization and authorization:lower():match(KEY_AS_BEARER) then txn.http:req_del_header("authorization") end
end, 0)
