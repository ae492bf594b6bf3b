package shell

import (
	"errors"
	"fmt"
	"strings"

	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// etcd is a running etcd: a member of a cluster, for as long as the command
// runs.
type etcd struct {
	passive
	server  sim.Node
	id      string
	seen    sim.EventID // events below this one have been told
	started bool        // the member was there when it was looked for
	serving bool        // it answers clients
}

// runEtcd is the command etcd.
func runEtcd(x context, args []string, vars variables) {
	var env []string
	for _, v := range vars {
		if v.exported && strings.HasPrefix(v.name, "ETCD_") {
			env = append(env, v.name+"="+v.value)
		}
	}
	start, text, err := planEtcd(args[1:], env, func(name string) (string, bool) {
		data, ok := x.here().read(name)
		return string(data), ok
	})
	var usage errUsage
	switch {
	case errors.As(err, &usage):
		x.print(2, err.Error()+"\n"+etcdUsage)
		x.exit(2)
		return
	case err != nil:
		x.log("E", "etcdmain", "%s", err.Error())
		x.exit(1)
		return
	case text != "":
		x.print(1, text)
		x.exit(0)
		return
	}
	x.log("I", "etcdmain", "etcd Version: %s", member.ServerVersion)
	x.log("I", "embed", "name = %s", start.Name)
	x.log("I", "embed", "data dir = %s", start.DataDir)
	start.DataDir = x.dataFolder(start.DataDir)
	x.log("I", "embed", "advertise client URLs = %s", strings.Join(start.ClientURLs, ","))
	if err := x.host.Check(x.turn.World(), start); err != nil {
		x.log("C", "etcdmain", "%s", err.Error())
		x.exit(1)
		return
	}
	x.turn.Control(start)
	x.start(&etcd{seen: x.turn.World().Trace().Next(), id: dialled(start.ClientURLs[0])})
}

// log prints a line as etcd's own log has it (capnslog, its format in 3.4).
func (x context) log(level, pkg, format string, args ...any) {
	x.print(2, x.date().Format("2006-01-02 15:04:05.000000")+" "+level+" | "+pkg+": "+fmt.Sprintf(format, args...)+"\n")
}

func (e *etcd) begin(x context) { x.turn.SetTimer(mainTimer, x.turn.Now()) }

// fire looks for the member once it has been started.
func (e *etcd) fire(x context, _ sim.Timer) {
	w := x.turn.World()
	node, ok := x.host.Endpoint(w, e.id)
	if !ok || !w.Up(node) {
		e.failed(x, node)
		return
	}
	info := x.host.Server(w, node)
	e.server, e.id, e.started = node, info.ID, true
	if info.Commit > 0 && !info.Fresh {
		x.log("I", "etcdserver", "restarting member %s in cluster %s at commit index %d", info.ID, info.ClusterID, info.Commit)
	} else {
		x.log("I", "etcdserver", "starting member %s in cluster %s", info.ID, info.ClusterID)
	}
	x.log("I", "embed", "listening for peers on %s", strings.TrimPrefix(info.PeerURL, "http://"))
	x.turn.Observe(true)
	e.observe(x)
}

// failed ends a command whose member has found that it cannot start.
func (e *etcd) failed(x context, node sim.Node) {
	why := "the member could not be started"
	if info := x.host.Server(x.turn.World(), node); info.Failure != "" {
		why = info.Failure
	}
	x.log("C", "etcdmain", "%s", why)
	x.exit(1)
}

// observe tells what the member has become, and ends with it.
func (e *etcd) observe(x context) {
	if !e.started {
		return
	}
	w := x.turn.World()
	trace := w.Trace()
	stopped := false
	for id := max(e.seen, trace.First()); id < trace.Next(); id++ {
		event, ok := trace.At(id)
		if !ok || event.Node != e.server {
			continue
		}
		switch d := event.Detail.(type) {
		case member.BecameFollower:
			e.raft(x, "became follower at term %d", d.Term)
		case member.BecamePreCandidate:
			e.raft(x, "became pre-candidate at term %d", d.Term)
		case member.BecameCandidate:
			e.raft(x, "became candidate at term %d", d.Term)
		case member.BecameLeader:
			e.raft(x, "became leader at term %d", d.Term)
		case member.Removed:
			x.log("E", "etcdserver", "the member has been permanently removed from the cluster")
			x.log("I", "etcdserver", "the data-dir used by this member must be removed.")
		case sim.Stopped:
			stopped = true
		}
	}
	e.seen = trace.Next()
	if !e.serving && x.host.Server(w, e.server).Ready {
		e.serving = true
		x.log("I", "embed", "ready to serve client requests")
	}
	switch {
	case w.Up(e.server):
	case stopped:
		x.exit(0)
	default:
		x.print(2, "Killed\n")
		x.exit(137)
	}
}

// raft prints a line of Raft's own log.
func (e *etcd) raft(x context, format string, args ...any) {
	x.print(2, "raft"+x.date().Format("2006/01/02 15:04:05")+" INFO: "+e.id+" "+fmt.Sprintf(format, args...)+"\n")
}

// cancel stops the member, as the signal does that ends its command.
func (e *etcd) cancel(x context) {
	if e.started && x.turn.World().Up(e.server) {
		x.turn.Control(StopServer{e.server})
	}
}

func (e *etcd) clone() process { k := *e; return &k }

func (e *etcd) code(c *wire.Coder) {
	wire.Number(c, &e.server)
	c.String(&e.id)
	c.Uint64((*uint64)(&e.seen))
	c.Bool(&e.started)
	c.Bool(&e.serving)
}
