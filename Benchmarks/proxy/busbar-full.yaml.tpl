# Busbar as it is run: virtual keys, two supplies with failover, metrics, an access log.
listen: 127.0.0.1:@PORT@
console: 127.0.0.1:@CONSOLE@
access_log: @RUN@/busbar-access.log
suppliers:
  provider: { dialect: openai, url: "http://@UPSTREAM@/v1", key: sk-upstream-0123456789abcdef, region: local-1, jurisdiction: us }
  reserve: { dialect: openai, url: "http://@UPSTREAM@/v1", key: sk-reserve-0123456789abcdef, region: local-2, jurisdiction: eu }
models:
  @MODEL@:
    - { supplier: provider, model: @MODEL@, price: { input: 2, output: 8 }, context: 131072 }
    - { supplier: reserve, model: @MODEL@, price: { input: 3, output: 9 }, context: 131072 }
keys:
  - { name: bench, key: @KEY@, jurisdictions: [us, eu] }
  - { name: other, key: sk-other-0123456789abcdef0123456789abcdef }
