"""The peer of `busbar drive`, run by a Python that has FASTSim 2 or 3: peer_fastsim.py FOLDER VEHICLE...

A vehicle is a row of FASTSim 2's table, one of its single files, or a file that comes with FASTSim 3. Each is driven over UDDS and
HWFET; a JSON line a cycle says what it took out of the battery or the tank, in kWh by the peer's own figure of heat. Files that
are to be imported are written to FOLDER, or are the peer's own."""
import contextlib
import io
import json
import os
import sys

CYCLES = ("udds", "hwfet")
# FASTSim 2 counts 33.7 kWh a gallon, but only its miles per gallon know that; energies are energies.


def two(vehicles):
    with contextlib.redirect_stdout(io.StringIO()): import fastsim
    resources = os.path.join(os.path.dirname(fastsim.__file__), "resources")
    for name in vehicles:
        with contextlib.redirect_stdout(io.StringIO()):
            vehicle = fastsim.vehicle.Vehicle.from_vehdb(int(name)) if name.isdigit() else fastsim.vehicle.Vehicle.from_file(name)
        file = os.path.join(resources, "FASTSim_py_veh_db.csv" if name.isdigit() else f"vehdb/{name}.csv")
        for cycle in CYCLES:
            run = fastsim.fastsimrust.RustSimDrive(fastsim.cycle.Cycle.from_file(cycle).to_rust(), vehicle.to_rust())
            run.sim_drive()
            yield {"version": fastsim.__version__, "vehicle": vehicle.scenario_name, "file": file, "row": int(name) if name.isdigit() else None,
                   "cycle": cycle, "battery_kwh": run.ess_dischg_kj / 3600, "fuel_kwh": run.fuel_kj / 3600}


def three(folder, vehicles, version):
    import fastsim
    for name in vehicles:
        vehicle = fastsim.Vehicle.from_resource(name)
        file = os.path.join(folder, name)
        with open(file, "w") as text: text.write(vehicle.to_yaml())
        for cycle in CYCLES:
            run = fastsim.SimDrive(vehicle, fastsim.Cycle.from_resource(f"{cycle}.csv"))
            run.run()
            values = run.to_dict(flatten=True)
            energy = lambda end: next((values[key] for key in values if key.endswith(end)), 0) / 3.6e6
            yield {"version": version, "vehicle": name, "file": file, "row": None, "cycle": cycle,
                   "battery_kwh": energy("res.state.energy_out_chemical_joules"), "fuel_kwh": energy("fc.state.energy_fuel_joules")}


if __name__ == "__main__":
    import importlib.metadata
    version = importlib.metadata.version("fastsim")
    lines = two(sys.argv[2:]) if version.startswith("2") else three(sys.argv[1], sys.argv[2:], version)
    for line in lines: print(json.dumps(line), flush=True)
