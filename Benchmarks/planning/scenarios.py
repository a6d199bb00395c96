"""Scenarios for timing, from a seed, as YAML: a portfolio of many offers, and sites whose power a portfolio pays for."""
import random


def portfolio(path, seed=1, providers=8, regions=5, quarters=28, starts=range(1, 19, 6), terms=(20,)):
    """About 60 offers by eight providers in five regions, with every rule of a portfolio: N-1 over the providers, caps, cash,
    prepayment, take-or-pay, volume discounts and own builds. Returns the number of offers."""
    chance = random.Random(seed)
    quarter = lambda t: f'{2026 + t // 4}-Q{t % 4 + 1}'
    names = [f'provider-{p}' for p in range(providers)]
    places = [f'region-{r}' for r in range(regions)]
    lines = ['name: portfolio', 'start: 2026-Q1', f'quarters: {quarters}', 'discount_rate_percent: 8.24', 'providers:']
    for p in names:
        lines.append(f'  {p}: {{ jurisdiction: us, discount: {{ model: all_units, tiers: [{{ from_usd: 30e9, rate_percent: 6 }}], most_usd: 20e9 }} }}')
    lines += ['regions:'] + [f'  {r}: {{ jurisdiction: us }}' for r in places] + ['offers:']
    count = 0
    for p in names:
        base = chance.uniform(2.4, 3.2)
        for r in places:
            if chance.random() > 0.5: continue
            for term in terms:
                factor = {12: 1.1, 20: 1.0, 28: 0.93}[term]
                for start in starts:
                    if start >= quarters - 4: continue
                    price = base * factor * (1 - 0.008 * start) * chance.uniform(0.95, 1.05)
                    ramp = chance.randint(4, 7)
                    shares = ', '.join(f'{100 * (i + 1) / ramp:.1f}' for i in range(ramp - 1))
                    prepaid = ', prepayment_percent: 10' if chance.random() < 0.3 else ''
                    lines.append(f'  {p}-{r}-{start}-{term}: {{ provider: {p}, region: {r}, starts: {quarter(start)}, term_quarters: {term}, '
                                 f'price_usd_per_mw_quarter: {price * 1e6:.0f}, least_mw: 100, most_mw: 1200, '
                                 f'take_or_pay_percent: {70 if term == 12 else 90}, ramp_percent: [{shares}]{prepaid} }}')
                    count += 1
    lines.append('builds:')
    for r in places:
        lines.append(f'  own-{r}: {{ region: {r}, block_mw: 100, most_blocks: 6, lead_quarters: 6, life_quarters: 20, capex_usd_per_mw: 38e6, '
                     'opex_usd_per_mw_quarter: 0.25e6, power_price_usd_per_mwh: 0, residual_percent_per_year: 70 }')
    lines.append('spot:')
    lines += [f'  {r}: {{ limit_mw: 80, price_usd_per_mw_quarter: 6e6 }}' for r in places]
    lines.append('demand:')
    for r, power in zip(places, (400, 250, 200, 120, 80)):
        lines.append(f'  inference-{r}: {{ kind: inference, regions: [{r}], start_mw: {power}, growth_percent_per_year: 23.9, '
                     'survives_percent: 100, unserved_usd_per_mw_quarter: 60e6 }')
    lines += ['  training: { kind: training, start_mw: 900, growth_percent_per_year: 26.2, survives_percent: 50, unserved_usd_per_mw_quarter: 60e6 }',
              'contingencies:', f'  each: {{ provider: {quarter(12)} }}', 'concentration:']
    lines += [f'  {p}: {{ share: 0.4, from: {quarter(12)} }}' for p in names]
    lines += ['finance:', '  spending_limit_usd_per_quarter:', f'    values: [{", ".join(str(int((9_000 + 700 * t) * 1e6)) for t in range(quarters))}]']
    with open(path, 'w') as out: out.write('\n'.join(lines) + '\n')
    return count


def campuses(path, sites=5, years=7):
    """A portfolio that builds at five sites, each with solar, batteries, gas and a grid connection, over seven years of full hours."""
    lines = ['name: campuses', 'start: 2028-Q1', f'quarters: {4 * years}', 'discount_rate_percent: 8', 'providers:', '  cloud: { jurisdiction: us }', 'regions:']
    lines += [f'  place-{s}: {{ jurisdiction: us }}' for s in range(sites)] + ['offers:']
    lines += [f'  cloud-{s}: {{ provider: cloud, region: place-{s}, starts: 2028-Q1, term_quarters: {4 * years}, price_usd_per_mw_quarter: 2.9e6, '
              'most_mw: 2000, take_or_pay_percent: 80 }' for s in range(sites)] + ['builds:']
    for s in range(sites):
        lines.append(f'  own-{s}: {{ region: place-{s}, site: site-{s}, block_mw: 100, most_blocks: 6, lead_quarters: 4, life_quarters: 24, '
                     f'capex_usd_per_mw: {36e6 + 1e6 * s:.0f}, opex_usd_per_mw_quarter: 0.25e6, residual_percent_per_year: 65 }}')
    lines += ['demand:', '  training: { kind: training, start_mw: 600, growth_percent_per_year: 30, survives_percent: 0, unserved_usd_per_mw_quarter: 20e6 }', 'sites:']
    for s in range(sites):
        lines += [f'  site-{s}:', f'    region: place-{s}', '    pue: { base: 1.1, rise_per_degree: 0.006, above_celsius: 10 }', '    it_mw:'] + [f'      {2028 + y}: 20' for y in range(years)]
        lines += [f'    hours: {{ synthetic: {{ seed: {s + 1}, latitude: {30 + 4 * s} }} }}', '    fuels: { gas: { price_usd_per_mmbtu: 4 } }', '    sources:',
                  '      solar: { technology: solar, available: 2028-Q1 }', '      gas: { technology: gas-engine, available: 2028-Q1 }',
                  '    storage:', '      battery: { technology: battery, hours: 4, available: 2028-Q1 }',
                  f'    grid: {{ limit_mw: {100 + 40 * s} }}', '    rules:', '      carbon_cap_t_per_mwh: 0.25', '      unserved_usd_per_mwh: 20000']
    with open(path, 'w') as out: out.write('\n'.join(lines) + '\n')
