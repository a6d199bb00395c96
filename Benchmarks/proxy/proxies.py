"""What bench.py, exact.py and check.py share: arguments, the fake provider, the peers and process accounting."""
import argparse, http.client, os, re, shlex, shutil, signal, socket, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
HZ = os.sysconf('SC_CLK_TCK')
PEERS = ('nginx', 'haproxy', 'litellm', 'busbar', 'busbar-full', 'direct')
ROOT = os.path.dirname(os.path.dirname(HERE))


def arguments(description):
    p = argparse.ArgumentParser(description=description)
    p.add_argument('--bin', default='.bench', help='folder that build.sh filled; scratch files go to BIN/run (default %(default)s)')
    p.add_argument('--peers', default='nginx', help='of %s; empty for none (default %%(default)s)' % ', '.join(PEERS))
    p.add_argument('--gateway', metavar='HOST:PORT', help='a gateway that is already running')
    p.add_argument('--pid', type=int, help='its process id, to account (children are added)')
    p.add_argument('--start', metavar='COMMAND', help='or a command that starts it; {port}, {upstream}, {upstream_port} and {workers} are filled in')
    p.add_argument('--name', default='gateway', help='its label in the output (default %(default)s)')
    p.add_argument('--model', default='gpt-4.1', help='model name in the requests (default %(default)s)')
    p.add_argument('--key', default='sk-client-0123456789abcdef0123456789abcdef', help='bearer token of the requests')
    p.add_argument('--upstream-port', type=int, default=7000, help='where the fake provider listens (default %(default)s)')
    p.add_argument('--workers', default='1', help='workers of the peers that are started here (default %(default)s)')
    p.add_argument('--busbar', default=os.path.join(ROOT, '.build/release/busbar'), help='the busbar program (default: the release build)')
    p.add_argument('--litellm', default='litellm', help='the litellm program (PyPI package litellm[proxy])')
    return p


class Setup:
    """The fake provider and the request bodies; a context manager that ends what it started."""

    def __init__(self, a, interval=20):
        self.a, self.bin, self.run = a, os.path.abspath(a.bin), os.path.join(os.path.abspath(a.bin), 'run')
        os.makedirs(self.run, exist_ok=True)
        for f in ('upstream', 'loadgen'):
            if not os.path.exists(os.path.join(self.bin, f)): sys.exit(f'{self.bin}/{f} is missing: run Benchmarks/proxy/build.sh {a.bin}')
        self.upstream_address, self.interval, self.core = f'127.0.0.1:{a.upstream_port}', interval, None
        self.port = 20000 + os.getpid() % 5000
        write_bodies(self.run, a.model)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))     # so that __exit__ runs

    def __enter__(self):
        self.upstream = subprocess.Popen(pinned(self.core, [self.bin + '/upstream', str(self.a.upstream_port), '200', str(self.interval)]))
        wait_port(self.upstream_address)
        return self

    def __exit__(self, *_):
        end(self.upstream)

    def pace(self, interval):
        """Sets the time between two SSE events, in ms, for the streams that start from now on."""
        c = http.client.HTTPConnection('127.0.0.1', self.a.upstream_port, timeout=5)
        c.request('GET', f'/control?chunks=200&interval={interval}'); c.getresponse().read(); c.close()

    def load(self, address, conns, secs, body, rate=0, limit=60):
        cmd = [self.bin + '/loadgen', address, str(conns), str(secs), f'{self.run}/{body}.json', str(rate), self.a.key]
        p = subprocess.run(pinned(self.core, cmd), capture_output=True, text=True, timeout=secs + limit)
        if p.returncode: raise RuntimeError('loadgen: ' + p.stderr.strip())
        return p.stdout

    def template(self, name, out, extra=''):
        text = open(os.path.join(HERE, name)).read()
        values = dict(PORT=self.port, CONSOLE=self.port + 5000, WORKERS=self.a.workers, UPSTREAM=self.upstream_address, RUN=self.run, KEY=self.a.key, MODEL=self.a.model, EXTRA=extra)
        for k, x in values.items(): text = text.replace(f'@{k}@', str(x))
        path = os.path.join(self.run, out)
        open(path, 'w').write(text)
        return path

    def command(self, name, one_process=False):
        """(argv, environment, address) that start a peer or the gateway on a fresh port."""
        self.port += 1
        address = f'127.0.0.1:{self.port}'
        if name == 'nginx':
            return [program('nginx'), '-e', self.run + '/nginx.err', '-c', self.template('nginx.conf.tpl', 'nginx.conf', 'master_process off;' if one_process else '')], {}, address
        if name == 'haproxy':
            return [program('haproxy'), '-db', '-f', self.template('haproxy.cfg.tpl', 'haproxy.cfg')], {}, address
        if name == 'litellm':
            return ([program(self.a.litellm), '--config', self.template('litellm.yaml.tpl', 'litellm.yaml'), '--host', '127.0.0.1', '--port', str(self.port), '--num_workers', self.a.workers],
                    {'LITELLM_LOG': 'ERROR', 'LITELLM_LOCAL_MODEL_COST_MAP': 'True', 'PYTHONWARNINGS': 'ignore'}, address)
        if name.startswith('busbar') and name != self.a.name:
            return [program(self.a.busbar), 'serve', '--site', self.template(f'{name}.yaml.tpl', f'{name}.yaml'), '--loops', self.a.workers], {}, address
        text = self.a.start
        for k, x in dict(port=self.port, upstream=self.upstream_address, upstream_port=self.a.upstream_port, workers=self.a.workers).items(): text = text.replace('{%s}' % k, str(x))
        return shlex.split(text), {}, address

    def subjects(self):
        names = [x for x in self.a.peers.split(',') if x]
        for x in names:
            if x not in PEERS: sys.exit(f'unknown peer {x}; there are {", ".join(PEERS)}')
        if self.a.gateway and not self.a.pid: sys.exit('--gateway needs --pid')
        return names + ([self.a.name] if self.a.gateway or self.a.start else [])


class Subject:
    """One proxy under load: a peer or the gateway started for it, or a gateway that was running before."""

    def __init__(self, setup, name, core=None, **how):
        self.setup, self.name, self.core, self.how, self.started = setup, name, core, how, None

    def __enter__(self):
        s, a = self.setup, self.setup.a
        if self.name == 'direct': self.address, self.root = s.upstream_address, s.upstream.pid
        elif self.name == a.name and a.gateway: self.address, self.root = a.gateway, a.pid
        else:
            cmd, env, self.address = s.command(self.name, one_process=self.how.get('one_process', False))
            cmd, env = self.how.get('before', []) + cmd, {**os.environ, **env, **self.how.get('env', {})}
            self.started = subprocess.Popen(pinned(self.core, cmd), env=env, stdout=open(s.run + '/proxy.log', 'a'), stderr=subprocess.STDOUT)
            self.root = self.started.pid
        try:
            wait_port(self.address, self.started)
            if self.started: time.sleep(8 if self.name == 'litellm' else 0.3)
            self.pids = family(self.root)
            self.moved = [] if self.started or self.core is None or self.name == 'direct' else move(self.pids, {self.core})
            for p in self.pids:                                 # start the high-water mark of the resident memory afresh
                try: open(f'/proc/{p}/clear_refs', 'w').write('5')
                except OSError: pass
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for t, cores in getattr(self, 'moved', []):
            try: os.sched_setaffinity(t, cores)
            except OSError: pass
        if self.started: end(self.started)


def program(name):
    found = shutil.which(name) or shutil.which(name, path='/usr/sbin:/usr/local/sbin')
    if not found: raise RuntimeError(f'no program {name}')
    return found


def pinned(core, cmd): return cmd if core is None else ['taskset', '-c', str(core)] + cmd


def move(pids, cores):
    moved = []
    for p in pids:
        for t in os.listdir(f'/proc/{p}/task'):
            moved.append((int(t), os.sched_getaffinity(int(t)))); os.sched_setaffinity(int(t), cores)
    return moved


def end(p):
    if p.poll() is None: p.send_signal(signal.SIGTERM)
    try: p.wait(3)
    except subprocess.TimeoutExpired:
        for x in family(p.pid):
            try: os.kill(x, signal.SIGKILL)
            except OSError: pass
        p.wait()


def wait_port(address, process=None, limit=60):
    host, port = address.rsplit(':', 1)
    stop = time.time() + limit
    while time.time() < stop:
        if process and process.poll() is not None: raise RuntimeError(f'{process.args[0]} ended with {process.returncode}; see run/proxy.log')
        try: socket.create_connection((host, int(port)), 1).close(); return
        except OSError: time.sleep(0.05)
    raise RuntimeError(f'{address} never opened')


def family(root):
    """A process and all its descendants."""
    kids = {}
    for d in os.listdir('/proc'):
        if d.isdigit():
            try: kids.setdefault(int(open(f'/proc/{d}/stat').read().rsplit(')', 1)[1].split()[1]), []).append(int(d))
            except OSError: pass
    out, todo = [], [root]
    while todo: x = todo.pop(); out.append(x); todo += kids.get(x, [])
    return out


def cpu(pids):
    """(user, system) seconds."""
    u = s = 0
    for p in pids:
        try: f = open(f'/proc/{p}/stat').read().rsplit(')', 1)[1].split(); u += int(f[11]); s += int(f[12])
        except OSError: pass
    return u / HZ, s / HZ


def memory(pids, field):
    """Sum of VmRSS or VmHWM in MiB."""
    t = 0
    for p in pids:
        try: t += int(re.search(field + r':\s+(\d+)', open(f'/proc/{p}/status').read())[1])
        except (OSError, TypeError): pass
    return t / 1024


def switches(pids):
    t = 0
    for p in pids:
        try:
            for k in os.listdir(f'/proc/{p}/task'): t += sum(map(int, re.findall(r'ctxt_switches:\s+(\d+)', open(f'/proc/{p}/task/{k}/status').read())))
        except OSError: pass
    return t


def machine():
    """(busy, stolen) seconds of all cores."""
    f = list(map(int, open('/proc/stat').readline().split()[1:9]))
    return (sum(f) - f[3] - f[4]) / HZ, f[7] / HZ


def write_bodies(folder, model):
    """small: 195 bytes; big: 33.7 KB with model and stream after the messages, as openai-python sends them; stream."""
    head = '"temperature":0.7,"max_tokens":256,'
    hello = '"messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"Hello! Please say \\"hi\\"."}]'
    long = 'The quick brown fox jumps over the lazy dog;\\n \\"quoted\\" text and unicode \u00e9\u00e8. ' * 414
    big = '"messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"' + long + '"}],"temperature":0.7,'
    for name, text in {
        'small': '{"model":"%s","stream":false,%s%s}' % (model, head, hello),
        'big': '{%s"stream":false,"model":"%s"}' % (big, model),
        'stream': '{"model":"%s","stream":true,%s%s,"stream_options":{"include_usage":true}}' % (model, head, hello),
    }.items(): open(os.path.join(folder, name + '.json'), 'w', encoding='utf-8').write(text)
