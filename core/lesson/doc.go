// Package lesson reads and plays lessons: texts in Markdown that drive a lab,
// point at things, and ask questions which the simulation answers. The form of
// a lesson's file is documented for teachers in web/lessons/README.md.
//
//	l, err := lesson.Parse("an-election.en.md", text)
//	p, err := lesson.NewPlayer(l)
//	done, err := p.Run(lesson.Point{Step: 2}, 1000)
//
// A lesson is made of steps, and a step of prose and moves (lab.Move), the same
// that scenarios are made of. A Player carries moves out in a lab of its own and
// notes at which moments a step begins and ends, so that a viewer can show a step
// as a stretch of history: forwards at any speed, and back. A question says of
// each of its answers by which conditions it is the right one; which is, the run
// decides. No answer is marked as right in a file.
//
// A challenge is a lesson with a goal: conditions on the world, and on what has
// happened in it (Facts), that the reader brings about. A Judge decides by
// playing what was done once more and looking after every event.
//
// The package is pure: it reads no files and knows no screen.
package lesson
