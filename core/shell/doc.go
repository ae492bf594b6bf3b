// Package shell is the terminal: words, variables, etcdctl, curl and the verbs
// of the lab, printing what the real tools print.
//
// A Terminal is a client in a sim.World. It gets lines as inputs, runs them in
// virtual time, and is cloned and encoded in the middle of them: there is no
// goroutine, but a stack of frames over a syntax tree, and a command that waits
// is a small state machine. `sleep 10; etcdctl put a b && crash etcd-01` rewinds
// like everything else in the world.
//
// The contract:
//
//   - Nothing that is typed can harm the world or end the terminal. What is not
//     understood is answered on stderr, with a code other than 0, and has no
//     effect at all: a line is parsed as a whole before its first command runs.
//   - A line that arrives while another runs waits its turn; Interrupt ends what
//     runs, and a half-typed line, and leaves the queue.
//   - curl and etcdctl answer as curl 7.88 and etcdctl 3.4 do: texts, streams,
//     exit codes. What they can and we cannot says so.
//   - The verbs that change the world become an Act, checked by Host.Check and
//     handed to sim.Turn.Control; the next command runs after it is carried out.
//     ParseAct makes the same acts for menus.
//
// The terminal knows members only through its Host, which has no state.
//
//	term := shell.NewTerminal("A", host)
//	a := w.AddClient(term, 0)
//	w.Input(3*sim.Second, a, shell.Line{Text: `etcdctl put message "hello world"`})
//	w.RunUntil(4 * sim.Second)
//	fmt.Print(w.Actor(a).(*shell.Terminal).Result().Stdout) // OK
//
// The language is the part of the POSIX shell (IEEE 1003.1, chapter 2) that a
// tutorial needs, with bash's here-strings, $'…', {1..3}, $((…)), [[ … ]],
// for ((…)), arrays, <(…), traps and ${x/a/b}: pipes, jobs, loops, functions,
// here-documents, substitutions, set -eux, scripts, and redirections into files
// and folders that are the terminal's own. What is left out is refused by name. A
// stage of a pipeline, a job or a substitution is a task of its own, with
// streams and variables, and tasks go on in turn: a pipe streams, and who
// writes more than is read waits. Everything has a bound, and a loop that waits
// for nothing takes time, so that Ctrl-C ends it. The judge of the language and
// its text tools is what bash and GNU's tools say: testdata/bash.txt. That of
// etcdctl and curl is what they say at a real cluster: the sessions of
// testdata/real, in which the next case is a line (record_test.go).
//
// etcdctl is a client with calls under way and a command that is told what
// comes of them (etcdctl.go). Its commands are a table of plans
// (etcdctlcommands.go); its help is its own, and the flags are read out of it
// (usage/etcdctl.txt).
package shell
