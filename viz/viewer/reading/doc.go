// Package reading shows a lesson as a panel, for a window that has no other place
// for text. The page, which has one, does without it.
package reading
