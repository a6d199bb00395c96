#!/usr/bin/env python3
"""The peer: PyPSA with HiGHS solves one site's year as a capacity expansion: peer.py CASE.csv --method hipo|choose

Solar, a 4 h battery and gas are sized and dispatched beside a 60 MW grid connection under an annual CO2 cap: the program of
Examples/plan/site-year.yaml. One thread. Prints one JSON object. Method `choose` is PyPSA's default; `hipo` without crossover is
the fastest that was found."""
import argparse, json, logging, time, warnings

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument('case')
p.add_argument('--method', default='choose', choices=['choose', 'simplex', 'ipm', 'hipo'])
p.add_argument('--crossover', default='on', choices=['on', 'off'])
a = p.parse_args()

warnings.filterwarnings('ignore')
begin = time.perf_counter()
import pandas, pypsa
logging.disable(logging.CRITICAL)
seconds = {'import': time.perf_counter() - begin}

mark = time.perf_counter()
case = pandas.read_csv(a.case)
years = len(case) / 8760                      # fixed costs are dollars per megawatt and year
n = pypsa.Network()
n.set_snapshots(pandas.RangeIndex(len(case)))
n.add('Bus', 'site')
n.add('Load', 'it', bus='site', p_set=case.load_mw)
n.add('Generator', 'solar', bus='site', p_nom_extendable=True, capital_cost=95_000 * years, p_max_pu=case.solar_cf)
n.add('Generator', 'gas', bus='site', p_nom_extendable=True, capital_cost=110_000 * years, marginal_cost=44.0)
n.add('Generator', 'grid', bus='site', p_nom=60, marginal_cost=case.price_usd_mwh)
n.add('StorageUnit', 'battery', bus='site', p_nom_extendable=True, capital_cost=130_000 * years, max_hours=4,
      efficiency_store=0.92, efficiency_dispatch=0.92, cyclic_state_of_charge=True)
m = n.optimize.create_model()
power = m.variables['Generator-p']
name = next(d for d in power.dims if d != 'snapshot')
factor = case.co2_t_mwh.copy()
factor.index = n.snapshots
factor.index.name = 'snapshot'
carbon = (power.sel({name: 'gas'}) * 0.515).sum() + (power.sel({name: 'grid'}) * factor.to_xarray()).sum()
m.add_constraints(carbon <= 0.2 * float(case.load_mw.sum()), name='carbon')
seconds['build'] = time.perf_counter() - mark

mark = time.perf_counter()
n.optimize.solve_model(solver_name='highs', io_api='direct', solver_options={
    'threads': 1, 'solver': a.method, 'run_crossover': a.crossover, 'output_flag': False, 'log_to_console': False})
seconds['solve'] = time.perf_counter() - mark
print(json.dumps({
    'objective_usd': n.objective, 'hours': len(case), 'seconds': seconds, 'version': pypsa.__version__,
    'capacities': {'solar': n.generators.p_nom_opt['solar'], 'battery': n.storage_units.p_nom_opt['battery'],
                   'gas': n.generators.p_nom_opt['gas']},
    'carbon_price': -float(m.constraints['carbon'].dual)}))
