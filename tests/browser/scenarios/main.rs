//! The page as its reader meets it: what must hold of the built site in Chromium, Firefox and WebKitGTK, one sentence each.
//!
//! `cargo xtask test --only browser` builds `dist/`, finds the browsers and runs every scenario in each of them.

mod access;
mod accidents;
#[path = "../../alike.rs"]
mod alike;
mod branch;
mod cursor;
mod deck;
mod deploy;
mod embed;
mod faults;
mod framed;
mod host;
mod hosted;
mod lab;
mod lessons;
mod look;
mod offline;
mod playback;
mod screen;
mod security;
mod settings;
mod sight;
mod snippets;
mod steady;
mod suite;
mod take;

use std::mem::discriminant;
use std::pin::Pin;
use std::process::ExitCode;

use downhill::catalogue::LESSONS;
use downhill::lesson::Lesson;
use downhill_browser::Outcome;
use downhill_browser::page::Page;
use downhill_browser::server::World;

use alike::alike;

/// A sentence about the page, and how to see that it is true.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) world: World,
    /// Device pixels to a css pixel.
    pub(crate) scale: u32,
    /// True where it judges time or frames, which another browser beside it would disturb.
    pub(crate) alone: bool,
    pub(crate) run: Run,
}

type Run = for<'a> fn(&'a Page<'a>) -> Pin<Box<dyn Future<Output = Outcome> + 'a>>;

macro_rules! scenarios {
    (@) => { false };
    (@ alone) => { true };
    ($($world:ident at $scale:literal $($alone:ident)?: $file:ident::$name:ident),* $(,)?) => {
        &[$(Scenario {
            name: stringify!($name),
            world: World::$world,
            scale: $scale,
            alone: scenarios!(@ $($alone)?),
            run: |page| Box::pin($file::$name(page)),
        }),*]
    };
}

pub(crate) const ALL: &[Scenario] = scenarios![
    Whole at 1: playback::the_page_loads_without_complaints,
    Whole at 1: playback::the_head_moves,
    Whole at 1 alone: playback::a_running_race_is_counted_and_read_off_at_the_same_step,
    Whole at 1: playback::pause_stops_the_head,
    Whole at 1: playback::step_advances_by_one,
    Whole at 1: playback::step_back_returns_exactly,
    Whole at 1: playback::reset_returns_to_the_start,
    Whole at 1: playback::the_timeline_goes_to_any_step,
    Whole at 1: playback::nothing_moves_where_nothing_is_on,
    Whole at 1: playback::a_race_that_all_have_left_says_so,
    Whole at 1: playback::space_pauses_after_a_live_link,
    Whole at 1: settings::a_live_link_that_cannot_be_followed_says_so,
    Whole at 1: settings::the_lessons_own_settings_can_be_had_back,
    Whole at 1: settings::a_run_can_be_added_and_removed,
    Whole at 1: settings::a_click_on_the_stage_moves_the_start,
    Whole at 1: settings::a_drag_on_the_stage_carries_the_start,
    Whole at 1: settings::a_surface_slider_changes_the_path,
    Whole at 1: settings::an_optimizer_slider_changes_its_own_path_only,
    Whole at 1: settings::an_exact_number_can_be_typed,
    Whole at 1: settings::a_run_can_be_switched_off,
    Whole at 1: settings::a_reload_restores_the_state_from_the_link,
    Whole at 1: settings::a_link_that_comes_while_the_page_opens_is_followed,
    Whole at 1: settings::a_malformed_link_opens_the_lesson_with_a_note,
    Whole at 1: settings::every_optimizer_and_surface_is_offered,
    Whole at 1: settings::a_link_to_another_optimizer_and_surface_opens_as_it_says,
    Whole at 1: lessons::a_lesson_of_each_ground_plays_and_says_what_the_native_run_says,
    Whole at 1: lessons::keys_turn_from_lesson_to_lesson,
    Whole at 1: lessons::every_lesson_is_reached_by_its_arrow,
    Whole at 1: lessons::back_returns_to_the_lesson_as_it_was_left,
    Whole at 1: lessons::a_question_for_the_class_unfolds,
    Whole at 1: lessons::a_live_link_in_effect_is_marked,
    Whole at 1: lessons::the_lit_lines_are_those_of_the_phase,
    Whole at 1: lessons::what_is_read_off_is_in_sight_and_what_the_native_run_says,
    Whole at 1: look::zoom_is_another_picture_and_reset_restores_it,
    Whole at 1: look::a_drag_with_shift_moves_the_picture_and_not_the_start,
    Whole at 1: look::charts_can_be_chosen_by_keyboard,
    Whole at 1: look::a_chart_reads_what_the_legend_reads,
    Whole at 1: look::a_step_taken_apart_is_the_step_that_follows,
    Whole at 1: cursor::a_step_pointed_at_in_a_chart_is_seen_on_the_stage,
    Whole at 1: cursor::an_arrow_pointed_at_lights_its_line,
    Whole at 1 alone: cursor::in_slow_motion_a_step_is_watched,
    Whole at 1: cursor::the_address_carries_what_is_zoomed_to,
    Whole at 1: cursor::every_panel_can_be_left_out,
    Whole at 1: cursor::the_lessons_settings_come_back_by_a_key_and_can_be_undone,
    Whole at 1: cursor::back_returns_to_what_was_before_a_live_link,
    Whole at 1: lab::keys_switch_runs_and_show_one_alone,
    Whole at 1: lab::a_sheet_tells_all_keys,
    Whole at 1: lab::every_control_is_reached_by_tab,
    Whole at 1: lab::settings_are_undone_and_redone,
    Whole at 1: lab::a_drag_is_undone_as_one_change,
    Whole at 1: lab::a_run_can_be_duplicated,
    Whole at 1: lab::any_step_can_be_typed,
    Whole at 1: lab::the_seed_can_be_typed,
    Whole at 1: lab::a_formula_is_typed_and_its_error_told_in_place,
    Whole at 1: lab::a_link_hides_panels,
    Whole at 1: take::files_are_taken_away,
    Whole at 1: take::the_stage_is_taken_away_as_svg_with_the_names_of_its_runs,
    Whole at 1: take::a_film_is_drawn_by_a_worker_and_can_be_cancelled,
    Whole at 1: take::a_table_of_long_runs_is_written_by_a_worker,
    Whole at 1: take::a_worker_that_cannot_start_leaves_the_work_and_one_that_dies_says_so,
    Whole at 1: take::without_workers_the_page_makes_films_itself,
    Whole at 1: take::what_cannot_be_copied_is_shown,
    Whole at 1: take::the_page_is_taken_away_as_one_file,
    Whole at 1: hosted::the_stage_taken_away_is_what_the_command_line_draws,
    Whole at 1: hosted::one_file_opens_from_a_disk,
    Whole at 1: hosted::one_file_can_be_hosted_too,
    Whole at 1: hosted::lessons_are_read_without_scripts,
    Whole at 1: hosted::axe_finds_nothing_in_pages_to_read,
    SubPath at 1: hosted::a_page_to_read_leads_to_its_live_lesson,
    Whole at 1: lab::no_foreign_script_runs,
    Whole at 1: security::markup_in_a_link_is_shown_as_text,
    Whole at 1: security::markup_that_is_typed_stays_text,
    Whole at 1: security::the_whole_page_takes_no_orders_by_message,
    Whole at 1: security::nothing_from_elsewhere_is_loaded_and_nothing_is_sent,
    Whole at 1: branch::a_change_from_the_start_adds_no_run,
    Whole at 1: branch::a_change_that_branches_leaves_the_path_and_adds_one,
    Whole at 1: branch::a_drag_makes_one_branch_and_one_change_to_undo,
    Whole at 1: branch::where_there_is_no_room_for_a_branch_it_is_said,
    Whole at 1: branch::a_runs_colour_can_be_chosen,
    Whole at 1: deck::a_stage_is_as_sharp_as_the_screen,
    Whole at 1: deck::every_live_slide_plays_while_it_is_shown,
    Whole at 1: deck::a_stage_goes_on_where_it_was_left,
    Whole at 1: deck::the_values_beside_a_rule_are_those_of_its_step,
    Whole at 1: deck::the_slides_keys_work_inside_a_frame,
    Whole at 1: deck::keys_and_live_links_govern_the_stage,
    Whole at 1: deck::a_theme_chosen_on_a_slide_is_that_of_its_stages,
    Whole at 1: deck::the_speakers_window_has_the_notes_and_its_keys,
    Whole at 1: deck::the_print_view_has_a_picture_for_every_stage,
    Whole at 1: deck::axe_finds_nothing_on_the_slides,
    Whole at 1: deck::the_lab_leads_to_the_slide_of_its_lesson,
    Whole at 1: screen::the_canvases_stay_sharp_when_resized,
    Whole at 1: screen::the_words_fit_beside_the_stage,
    Whole at 1 alone: steady::nothing_shifts_on_a_large_screen,
    Whole at 1 alone: steady::nothing_shifts_on_a_small_screen,
    Whole at 1: access::a_finger_hits_every_control,
    Whole at 1: access::axe_finds_nothing_in_any_lesson_and_theme,
    Hosted at 1: offline::after_the_first_visit_the_site_works_without_a_network,
    HostedSubPath at 1: offline::it_works_without_a_network_under_a_sub_path,
    HostedSubPath at 1: offline::what_is_not_kept_comes_from_the_network,
    HostedSubPath at 1: offline::an_open_page_keeps_its_version_until_the_new_one_is_called,
    HostedSubPath at 1: offline::a_frame_is_of_the_version_of_the_page_around_it,
    HostedSubPath at 1: offline::the_note_of_a_new_version_can_be_dismissed,
    HostedSubPath at 1: offline::of_an_interrupted_deploy_nothing_is_kept,
    HostedSubPath at 1: offline::a_first_visit_in_the_middle_of_a_deploy_keeps_nothing,
    HostedSubPath at 1: offline::what_was_taken_from_the_cache_is_never_made_up_for_by_another_version,
    HostedSubPath at 1: offline::a_version_that_does_not_load_is_left_by_reloading,
    HostedSubPath at 1: offline::a_site_that_is_hosted_without_a_worker_is_had_without,
    Whole at 1: embed::an_embed_obeys_the_page_around_it,
    Whole at 1: embed::an_order_given_at_once_finds_an_embed_of_one_state,
    Whole at 1: embed::an_embed_passes_over_what_is_no_message,
    Whole at 1: embed::an_embed_listens_to_its_parent_only,
    Whole at 1: embed::keys_that_an_embed_does_not_use_go_to_the_page_around_it,
    Whole at 1: sight::an_embed_rests_off_screen_and_plays_when_it_is_back,
    Whole at 1: sight::an_embed_rests_while_its_window_or_its_slide_is_hidden,
    Whole at 1: framed::an_embed_shows_the_stage_time_and_what_is_read_off_and_nothing_else,
    Whole at 1: framed::axe_finds_nothing_in_an_embed,
    Whole at 1: framed::an_embed_leads_to_the_whole_page_with_the_same_settings,
    Whole at 1: snippets::the_embed_element_shows_a_poster_then_the_lesson,
    Whole at 1: snippets::an_embed_in_a_real_deck_plays_on_its_slide_and_lets_keys_turn_it,
    Whole at 1: snippets::every_embed_code_of_the_documentation_opens,
    Whole at 2: screen::the_canvases_stay_sharp_on_a_fine_screen,
    Whole at 1: accidents::an_error_while_drawing_is_told_in_words,
    SubPath at 1: accidents::it_works_under_a_sub_path,
    SubPath at 1: deck::the_slides_play_under_a_sub_path,
    WithoutModule at 1: accidents::a_missing_module_is_told_in_words,
    WithoutModule at 1: accidents::the_opening_lessons_surface_is_there_without_the_module,
    WithoutWebAssembly at 1: accidents::a_browser_without_webassembly_is_told_in_words,
    WithoutSimd at 1: accidents::a_browser_without_simd_is_told_in_words,
    Whole at 1: faults::the_page_outlives_a_trap_of_the_core_and_says_so,
    WithoutModules at 1: faults::a_browser_without_modules_is_told_in_words,
    WithoutModule at 1: faults::the_page_reloads_where_service_workers_are_denied,
    WithoutStorage at 1: faults::where_nothing_is_kept_the_page_works_and_a_theme_lasts_as_long_as_it,
    Whole at 1: faults::canvases_that_lose_their_memory_are_drawn_again,
    Whole at 1 alone: faults::an_hour_out_of_sight_or_asleep_is_not_made_up_for,
    Whole at 1 alone: faults::a_storm_of_sizes_leaves_sharp_canvases_and_a_race,
    Whole at 1: faults::at_a_zoom_of_500_per_cent_the_stage_and_play_are_there,
    Whole at 1: faults::a_frame_without_area_is_drawn_once_it_has_some,
];

fn main() -> ExitCode {
    suite::run(ALL)
}

/// WebDriver's names of the keys that take a slider to its ends.
const HOME: &str = "\u{e011}";
const END: &str = "\u{e010}";
const ARROW_RIGHT: &str = "\u{e014}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const SHIFT: char = '\u{e008}';

/// The canvas of what moves on the stage, and that of what stands still there.
const STAGE: &str = "#stage-overlay";
const GROUND: &str = "#stage-background";

/// The first lesson of each ground.
fn one_of_each_ground() -> Vec<&'static Lesson> {
    let mut lessons: Vec<&Lesson> = Vec::new();
    for lesson in LESSONS {
        let kind = discriminant(&lesson.ground);
        if lessons.iter().all(|known| discriminant(&known.ground) != kind) {
            lessons.push(lesson);
        }
    }
    lessons
}

fn is(condition: bool, sentence: &str) -> Outcome {
    if condition { Ok(()) } else { Err(format!("not so: {sentence}").into()) }
}

fn equal<T: PartialEq + std::fmt::Debug>(seen: T, wanted: T) -> Outcome {
    is(seen == wanted, &format!("{} is {}", brief(&seen), brief(&wanted)))
}

/// The picture of a canvas is too long to read.
fn brief(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    text.chars().take(300).collect()
}

async fn shows_step(page: &Page<'_>, step: u64) -> Outcome {
    page.until(&format!("step {step}"), async || Ok(page.step().await? == step)).await
}

/// Types a number into the exact field of a parameter, as of `1.lr`.
async fn type_number(page: &Page<'_>, key: &str, number: &str) -> Outcome {
    let field = format!("input[data-exact='{key}']");
    page.find(&field).await?.clear().await?;
    page.press(&field, &format!("{number}{ENTER}")).await
}
