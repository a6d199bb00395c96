#!/usr/bin/env python3
"""The year that both sides of the planning benchmark solve: case.py OUT.csv [--seed 1] [--years 1]

Rows of load_mw, solar_cf, price_usd_mwh, co2_t_mwh, one an hour. A synthetic year, from a seed: sun geometry at 40 degrees north
with clouds that come and go, weather, price and carbon shapes of the right size. For timing, not for a decision. Each further year
has the same weather and 2 % more load."""
import argparse, math, random

HOURS = 8760


def year(seed):
    chance = random.Random(seed)
    cloud, mild, spike, rows = 0.3, 0.0, 0.0, []
    for hour in range(HOURS):
        day, clock = hour // 24, hour % 24 + 0.5
        declination = math.radians(23.45) * math.sin(2 * math.pi * (day + 284) / 365)
        height = (math.sin(math.radians(40)) * math.sin(declination)
                  + math.cos(math.radians(40)) * math.cos(declination) * math.cos(math.radians(15 * (clock - 12))))
        cloud = min(1, max(0, cloud + 0.02 * (0.25 - cloud) + 0.09 * chance.gauss(0, 1)))
        mild += -0.01 * mild + 0.35 * chance.gauss(0, 1)
        spike = 0.8 * spike + (chance.expovariate(1 / 60) if chance.random() < 0.004 else 0)
        temperature = 10 - 13 * math.cos(2 * math.pi * (day - 15) / 365) - 6 * math.cos(2 * math.pi * (clock - 3.5) / 24) + mild
        sun = 0 if height <= 0.01 else min(1, 1.15 * height ** 0.45 * (1 - 0.75 * cloud))    # a tracker's flat-topped day
        price = max(-15, 52 + 10 * math.sin(2 * math.pi * (clock - 13.5) / 24) - 34 * sun + 0.5 * max(temperature - 20, 0)
                    + 4 * chance.gauss(0, 1) + spike)
        carbon = max(0, 0.24 - 0.22 * sun + 0.03 * chance.gauss(0, 1))
        # 100 MW of IT at about 80 %, times a PUE that follows the weather.
        load = 100 * (0.80 + 0.02 * math.sin(2 * math.pi * hour / 24)) * (1.10 + 0.006 * max(temperature - 10, 0))
        rows.append((load, sun, price, carbon))
    return rows


def write(path, seed=1, years=1, hours=None):
    first = year(seed)
    rows = [(load * 1.02 ** n, *rest) for n in range(years) for load, *rest in first][:hours]
    with open(path, 'w') as out:
        out.write('load_mw,solar_cf,price_usd_mwh,co2_t_mwh\n')
        for load, sun, price, carbon in rows: out.write(f'{load:.4f},{sun:.5f},{price:.3f},{carbon:.4f}\n')
    return len(rows)


if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('out')
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--years', type=int, default=1)
    p.add_argument('--hours', type=int, help='only the first ones')
    a = p.parse_args()
    print(write(a.out, a.seed, a.years, a.hours), 'hours')
