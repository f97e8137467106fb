//! Carries the plan of a page out.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartEmptyCells, ChartFont, ChartFormat, ChartLegendPosition, ChartMarker, ChartMarkerType,
    ChartPoint, ChartSolidFill, DataValidation, Formula, Note, Worksheet, XlsxError,
};

use super::super::format::Formats;
use super::super::page::{ChartPlan, PagePlan, TrendPlan};
use super::super::{Look, Role, fit};
use super::put::{Links, put};
use crate::write::palette::rgb;

pub(super) fn write(sheet: &mut Worksheet, mut plan: PagePlan<'_>, formats: &mut Formats) -> Result<(), XlsxError> {
    if plan.portrait {
        sheet.set_portrait();
    }
    if plan.one_page {
        sheet.set_print_fit_to_pages(1, 1);
    }
    if plan.one_wide {
        // by its width and not by a scale: where another font stands in, with wider digits, nothing is cut
        sheet.set_print_fit_to_pages(1, 0).set_page_breaks(&plan.breaks)?;
        // room for a few lines more above and below: two sheets of paper do where three began
        sheet.set_margins(0.4, 0.4, 0.4, 0.55, 0.3, 0.3);
    }
    sheet.set_screen_gridlines(false);
    if let Some(colour) = plan.tab.and_then(|ink| formats.palette().colour(ink)).and_then(|c| rgb(&c.text)) {
        sheet.set_tab_color(colour);
    }
    for (at, width) in (0_u16..).zip(&plan.widths) {
        sheet.set_column_width(at, *width)?;
    }
    plan.cells.sort_by_key(|cell| (cell.row, cell.column));
    heights(sheet, &plan)?;
    let mut links = Links::default();
    for placed in &plan.cells {
        let look = placed.cell.look.unwrap_or(Look::of(Role::Plain));
        if placed.to > placed.column {
            let blank = formats.of(look).clone();
            sheet.merge_range(placed.row, placed.column, placed.row, placed.to, "", &blank)?;
        }
        put(sheet, (placed.row, placed.column), &placed.cell, formats.of(look), &mut links)?;
    }
    for (row, column, words) in &plan.notes {
        sheet.insert_note(*row, *column, &Note::new(words.as_str()).add_author_prefix(false))?;
    }
    if let Some(chart) = &plan.chart {
        let drawn = draw(chart, &plan.name, formats);
        sheet.insert_chart_with_offset(chart.at.0, chart.at.1, &drawn, 0, 6)?;
    }
    for trend in &plan.trends {
        sheet.insert_chart_with_offset(trend.at.0, trend.at.1, &draw_trend(trend, &plan.name), 0, 6)?;
    }
    used(sheet, &plan)?;
    if plan.frozen_rows > 0 {
        sheet.set_freeze_panes(plan.frozen_rows, 0)?;
    }
    if plan.protected {
        sheet.protect_with_options(&super::table::against_accidents());
    }
    Ok(())
}

/// Lists to choose from, what is not seen, what is printed.
fn used(sheet: &mut Worksheet, plan: &PagePlan<'_>) -> Result<(), XlsxError> {
    for (row, column, range) in &plan.lists {
        let list = DataValidation::new().allow_list_formula(Formula::new(range));
        sheet.add_data_validation(*row, *column, *row, *column, &list)?;
    }
    for column in &plan.hidden_columns {
        sheet.set_column_hidden(*column)?;
    }
    if let Some((row, column)) = plan.printed {
        sheet.set_print_area(0, 0, row, column)?;
    }
    Ok(())
}

/// Stated heights, and heights of rows whose text runs over several lines in merged cells.
fn heights(sheet: &mut Worksheet, plan: &PagePlan<'_>) -> Result<(), XlsxError> {
    for (row, lines) in plan.lines() {
        sheet.set_row_height(row, fit::height(lines))?;
    }
    for (row, height) in &plan.heights {
        sheet.set_row_height(*row, *height)?;
    }
    Ok(())
}

/// A calm bar chart: one series, each bar in its own colour with its number beside it, no grid.
fn draw(plan: &ChartPlan, sheet: &str, formats: &Formats) -> Chart {
    let (names, from, to) = plan.names;
    let mut chart = Chart::new_bar();
    let points: Vec<ChartPoint> = plan
        .bars
        .iter()
        .map(|bar| {
            let colour = bar.ink.and_then(|ink| formats.palette().colour(ink));
            let fill = colour.and_then(|colour| rgb(colour.border.as_deref().unwrap_or(&colour.fill)));
            match fill {
                Some(fill) => ChartPoint::new()
                    .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(fill))),
                None => ChartPoint::new(),
            }
        })
        .collect();
    let series = chart.add_series();
    series.set_categories((sheet, from, names, to, names)).set_values((sheet, from, plan.values, to, plan.values));
    series.set_points(&points).set_gap(60).set_data_label(ChartDataLabel::new().show_value());
    chart.title().set_name(plan.title.as_str()).set_font(ChartFont::new().set_size(12).set_bold());
    chart.legend().set_hidden();
    // the writer's axes of a bar chart are turned too: x has the values; the first bar stands at the top, as in the table
    chart.x_axis().set_hidden(true).set_major_gridlines(false);
    chart.y_axis().set_reverse();
    chart.chart_area().set_format(ChartFormat::new().set_no_border());
    chart.set_width(plan.size.0).set_height(plan.size.1).set_alt_text(plan.alt.as_str());
    chart
}

/// Lines over the years; each has a sign of its own, so that colour never stands alone.
fn draw_trend(plan: &TrendPlan, sheet: &str) -> Chart {
    const SIGNS: [ChartMarkerType; 4] =
        [ChartMarkerType::Circle, ChartMarkerType::Square, ChartMarkerType::Triangle, ChartMarkerType::Diamond];
    let (years, from, to) = plan.years;
    let mut chart = Chart::new_line();
    for ((column, name), sign) in plan.lines.iter().zip(SIGNS.iter().cycle()) {
        let series = chart.add_series();
        series.set_name(name.as_str());
        series.set_categories((sheet, from, years, to, years)).set_values((sheet, from, *column, to, *column));
        series.set_marker(ChartMarker::new().set_type(*sign).set_size(7));
    }
    if plan.title.is_empty() {
        chart.title().set_hidden();
    } else {
        chart.title().set_name(plan.title.as_str()).set_font(ChartFont::new().set_size(12).set_bold());
    }
    chart.show_hidden_data();
    // where a program is told nothing, it may draw what is not known as a nought
    chart.show_empty_cells_as(ChartEmptyCells::Connected);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.chart_area().set_format(ChartFormat::new().set_no_border());
    chart.set_width(plan.size.0).set_height(plan.size.1).set_alt_text(plan.alt.as_str());
    chart
}
