// Package sweep plays worlds full of faults and judges them: each seed draws
// its own mixture of faults and rates, makes a storm of them while clients put,
// get and delete, heals everything, and sees whether the cluster lives.
//
// The contract:
//
//   - A world is a function of its Plan: a configuration and the lines that are
//     typed into its terminals. A storm looks at its world to decide what to do
//     next, and what it decided is a line of the plan. So every world that a
//     sweep plays is one that a script and a link lead to as well.
//   - Nothing here runs at once with anything else: Run plays one world. Who has
//     many cores plays many.
//   - What is judged: the safety properties of the world's check.Monitor after
//     every event; that what all clients saw is linearizable, in the end, by a
//     model of the store that knows nothing of ours (linear.go); and that a
//     healed network has a leader within ten election timeouts and answers
//     whoever asks (calm.go).
//   - A new kind of fault is an entry in the table of fault.go; changes of the
//     membership are one, and change.go says what a cluster must not lose by
//     them.
//   - Where a rule is off, the property that it protects is looked for: a world
//     in which another is violated before goes on.
//
// Memory stays as it is however long a world goes on, if its clients compact and
// its members take snapshots: logs are cut, the checks forget what all have
// applied, and a lab.Play lets go of what nobody needs any more. BenchmarkSoak
// has 1,000 values a second put, a minute an iteration, and tells what is in use
// after 10, 30 and 60 of them: go test ./core/sweep -run '^$' -bench Soak
// -benchtime 60x; make bench lets a few minutes pass.
//
// An example, in which no server keeps to the rule that it votes once a term:
//
//	o, found := sweep.FirstViolation("vote-once", 5000)
//	if found {
//		fmt.Print(sweep.Shrink(o).Script()) // for raftarium shell
//	}
//
// Sources: swarm testing (Groce, Zhang, Eide, Chen, Regehr, "Swarm Testing",
// 2012), delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating
// Failure-Inducing Input", 2002), linearizability (Herlihy and Wing 1990), as
// github.com/anishathalye/porcupine judges it.
package sweep
