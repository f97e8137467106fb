//! Schools of today: the example of England without an overall grade, tried on report cards in number and on real files.

mod areas;
mod cards;
mod forms;
mod leeds;
mod others;
mod review;
mod schemes;
mod world;
mod years;
