package shell

import (
	"fmt"

	"raftarium/core/sim"
)

// pipe begins a pipeline: the only command as it is, several each in a
// subshell.
func (x context) pipe(s *script, n *pipeline) {
	if len(n.stages) == 1 {
		x.push(s, n.stages[0])
		return
	}
	var pids []int
	from := x.ends[0]
	for i, stage := range n.stages {
		k := x.spawn(s, stage)
		if k == nil {
			break
		}
		k.ends[0] = from
		if i < len(n.stages)-1 {
			k.ends[1] = x.newPipe("", false)
			from = end{kind: pipeEnd, pipe: k.ends[1].pipe}
			if n.both[i] {
				k.ends[2] = k.ends[1]
			}
		}
		pids = append(pids, k.pid)
	}
	x.start(&joining{pids: pids, stages: pids, codes: make([]int, len(pids))})
}

// endPipeline takes what has come of a pipeline.
func (x context) endPipeline(f *frame, n *pipeline) {
	if len(n.stages) == 1 {
		x.statuses = []int{x.code}
	}
	if n.negated {
		x.code = btoi(x.code == 0)
	}
	if n.timed {
		span := x.turn.Now() - f.began
		minutes, rest := span/(60*sim.Second), span%(60*sim.Second)
		x.print(2, fmt.Sprintf("\nreal\t%dm%d.%03ds\nuser\t0m0.000s\nsys\t0m0.000s\n", minutes, rest/sim.Second, rest%sim.Second/sim.Millisecond))
	}
	if x.task == x.shell() && !f.unjudged {
		outAt, errAt := min(f.outAt, len(x.stdout.buf)), min(f.errAt, len(x.stderr.buf))
		x.last = Result{Code: x.code, Stdout: string(x.stdout.buf[outAt:]), Stderr: string(x.stderr.buf[errAt:]), Cut: x.stdout.cut || x.stderr.cut}
	}
}

// substitute runs a command whose output is substituted.
func (x context) substitute(s *script, node int) {
	asFile := false
	if stream, ok := s.nodes[node].(*streamed); ok {
		node, asFile = stream.body, true
	}
	k := x.spawn(s, node)
	if k == nil {
		f := &x.frames[len(x.frames)-1]
		f.outputs = append(f.outputs, "")
		return
	}
	k.ends[1] = x.newPipe("", true)
	x.start(&joining{pids: []int{k.pid}, pipe: k.ends[1].pipe, asFile: asFile})
}

// redirect opens what redirections name.
func (x context) redirect(redirects []redirect, outputs []string) ([3]end, error) {
	ends := x.ends
	for _, r := range redirects {
		if r.kind == toStream {
			ends[r.stream] = ends[r.to]
			continue
		}
		e := x.expander(outputs)
		text := e.text(r.word)
		if e.err != nil {
			return ends, e.err
		}
		switch {
		case r.kind == fromText:
			ends[0] = x.newPipe(text, false)
			continue
		case r.kind == fromFile && text == "/dev/null":
			ends[0] = end{}
			continue
		case r.kind == fromFile:
			data, ok := x.here().read(text)
			if !ok {
				return ends, fmt.Errorf("%s: No such file or directory", text)
			}
			x.work += 4 * len(data)
			ends[0] = x.newPipe(string(data), false)
			continue
		case text == "/dev/null":
			ends[r.stream] = end{}
		case text == "/dev/stdout":
			ends[r.stream] = ends[1]
		case text == "/dev/stderr":
			ends[r.stream] = ends[2]
		default:
			if err := x.here().create(text, r.kind == appendToFile); err != nil {
				return ends, fmt.Errorf("%s: %w", text, err)
			}
			ends[r.stream] = end{kind: fileEnd, file: x.here().path(text)}
		}
		if r.both {
			ends[2] = ends[1]
		}
	}
	return ends, nil
}
