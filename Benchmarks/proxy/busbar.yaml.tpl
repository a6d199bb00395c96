# Busbar as a plain relay, for the comparison with nginx and HAProxy: no keys, no access log.
listen: 127.0.0.1:@PORT@
console: 127.0.0.1:@CONSOLE@
access_log: "off"
suppliers:
  provider: { dialect: openai, url: "http://@UPSTREAM@/v1", key: sk-upstream-0123456789abcdef, region: local, jurisdiction: us }
models:
  @MODEL@:
    - { supplier: provider, model: @MODEL@ }
