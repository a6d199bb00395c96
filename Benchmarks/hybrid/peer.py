#!/usr/bin/env python3
"""The peer of `busbar drive`: CPU time and energy a cycle in FASTSim 2 or 3: peer.py FOLDER [--reps 15]

One thread, CPU milliseconds (process_time), the least of --reps runs. FASTSim 2 writes its vehicles to FOLDER, from which FASTSim 3
reads the same. Hybrids are run until their charge is balanced, as both do by themselves. Prints a JSON line a case."""
import argparse, contextlib, csv, importlib.metadata, io, json, os, time

VEHICLES = {'electric': '52', 'conventional': '2017_Ford_F-150_Ecoboost', 'hybrid': '36'}
CYCLES = ('udds', 'hwfet', 'us06')


def least(reps, make, run):
    """The least CPU milliseconds of a run on something made for it."""
    best = float('inf')
    for _ in range(reps + 1):
        subject = make()
        start = time.process_time()
        run(subject)
        best = min(best, time.process_time() - start)
    return 1000 * best


def two(a, version):
    with contextlib.redirect_stdout(io.StringIO()): import fastsim
    rust = fastsim.fastsimrust
    resources = os.path.join(os.path.dirname(fastsim.__file__), 'resources')
    for kind, name in VEHICLES.items():
        with contextlib.redirect_stdout(io.StringIO()):
            vehicle = fastsim.vehicle.Vehicle.from_vehdb(int(name)) if name.isdigit() else fastsim.vehicle.Vehicle.from_file(name)
        vehicle = vehicle.to_rust()
        with open(os.path.join(a.folder, f'{kind}.yaml'), 'w') as file: file.write(vehicle.to_yaml())
        for name in CYCLES:
            cycle = fastsim.cycle.Cycle.from_file(name).to_rust()
            with open(os.path.join(resources, 'cycles', f'{name}.csv'), encoding='utf-8-sig') as rows, open(os.path.join(a.folder, f'{name}.csv'), 'w') as out:
                out.write('time_seconds,speed_meters_per_second,grade\n')
                for row in csv.DictReader(rows): out.write(f"{row.get('cycSecs') or row.get('time_s')},{row.get('cycMps') or row.get('mps')},0\n")
            run = rust.RustSimDrive(cycle, vehicle)
            run.sim_drive()
            ms = least(a.reps, lambda: rust.RustSimDrive(cycle, vehicle), lambda r: r.sim_drive())
            yield {'version': version, 'case': kind, 'cycle': name, 'ms': ms, 'mpg': run.mpgge, 'kwh_per_mi': run.battery_kwh_per_mi}


def three(a, version):
    import fastsim
    # FASTSim 3.0 does not run with these options: what misses its trace is an error there.
    options = None
    if not version.startswith('3.0'): options = fastsim.SimParams.from_dict({**fastsim.SimParams.default().to_dict(), 'trace_miss_opts': 'AllowChecked'})
    for kind in VEHICLES:
        load = getattr(fastsim.Vehicle, 'from_f2_file', None) or fastsim.Vehicle.from_file
        # The conversion of the old hybrid is refused by some releases; the same car comes with all of them.
        vehicle = fastsim.Vehicle.from_resource('2016_TOYOTA_Prius_Two.yaml') if kind == 'hybrid' else load(os.path.join(a.folder, f'{kind}.yaml'))
        vehicle.set_save_interval(None)
        for name in CYCLES:
            cycle = fastsim.Cycle.from_file(os.path.join(a.folder, f'{name}.csv'))
            try:
                # FASTSim 3.0 calls it walk.
                ms = least(a.reps, lambda: fastsim.SimDrive(vehicle, cycle, *([options] if options else [])), lambda r: (getattr(r, 'run', None) or r.walk)())
            except Exception as error:                  # a missed trace is an error in some releases
                yield {'version': version, 'case': kind, 'cycle': name, 'error': ' '.join(str(error).split())[-160:]}
                continue
            yield {'version': version, 'case': kind, 'cycle': name, 'ms': ms}


if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('folder')
    p.add_argument('--reps', type=int, default=15)
    a = p.parse_args()
    version = importlib.metadata.version('fastsim')
    for line in (two if version.startswith('2') else three)(a, version): print(json.dumps(line), flush=True)
