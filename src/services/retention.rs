//! Files that have served their purpose: which are due for review, and their destruction by two
//! people. One officer proposes, a chief who is another one destroys (`domain.md` §8; Law 91/2025/QH15 Đ14).

use super::correct::reason_given;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::date::vn_minute;
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::{Act, Bound, Object};
use crate::domain::refusal::Reason;
use crate::domain::retention::{DestructionFault, DestructionField, Review};
use crate::domain::word::Lang;
use crate::storage::ProposalRow;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::HashMap;
use std::fmt::Write as _;

/// A file due for review.
#[derive(Clone, PartialEq, Eq)]
pub struct ReviewLine {
    /// File number.
    pub file_no: FileNo,
    /// Name.
    pub name: String,
    /// Why and since when.
    pub review: Review,
    /// What is proposed of it.
    pub proposal: Option<Proposal>,
}

/// A file proposed for destruction.
#[derive(Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Login of the officer.
    pub by: String,
    /// When.
    pub at: NaiveDateTime,
    /// Reason given.
    pub reason: String,
}

/// What was done when a file was destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destroyed {
    /// Rows that went: the person, measures, events, teams.
    pub rows: usize,
    /// The file was written anew without them. `false` = there was no room for that: what was deleted
    /// is overwritten all the same (`secure_delete`), the file only stays as large as it was.
    pub rewritten: bool,
    /// Backups made before, not known to be gone: they still hold the person. When and under which name.
    pub copies: Vec<(NaiveDateTime, String)>,
}

impl Destroyed {
    /// What was done, and what the program cannot reach.
    pub fn text(&self, lang: Lang) -> String {
        let mut text = match lang {
            Lang::Vi => format!("Đã hủy hẳn hồ sơ ({} mục).\n", self.rows),
            Lang::En => format!("The file is destroyed ({} rows).\n", self.rows),
        };
        if !self.rewritten {
            text.push_str(lang.pick(
                "Nội dung đã bị ghi đè; đĩa không đủ chỗ nên tệp chưa thu nhỏ lại được.\n",
                "The content is overwritten; there was no room to make the file smaller.\n",
            ));
        }
        for (at, name) in &self.copies {
            let still =
                lang.pick("Bản sao lưu còn người này: ", "This backup still holds the person: ");
            let _ = writeln!(text, "{still}{}  {name}", vn_minute(*at));
        }
        text.push_str(lang.pick(
            "Bản giấy và những bản chép tay khác: hủy theo quy định.\n",
            "Paper, and copies made by hand: destroy them as the rules say.\n",
        ));
        text
    }
}

fn refused(field: DestructionField, fault: DestructionFault) -> Failure {
    Failure::refused(field, Reason::Destruction(fault))
}

fn told(row: ProposalRow) -> Proposal {
    Proposal { by: row.by, at: row.at, reason: row.reason.unwrap_or_default() }
}

impl Registry {
    /// Files due for review on a day, the longest due first.
    ///
    /// # Errors
    /// The file cannot be read; an inspector's look cannot be recorded.
    pub fn due_for_review(&mut self, on: Option<NaiveDate>) -> Result<Vec<ReviewLine>, Failure> {
        self.permit_look(Duty::ReadRetention, "")?;
        self.renew_book()?;
        let on = on.unwrap_or_else(|| self.now().date());
        let rules = self.book.retention();
        let waiting = self.store.proposals()?.into_iter();
        let mut waiting: HashMap<_, _> = waiting.map(|p| (p.person, told(p))).collect();
        let mut lines = Vec::new();
        for id in self.store.files_at_rest(rules.ended_by(on))? {
            let Some(case) = self.store.case(id)? else { continue };
            let Some(review) = rules.review(&case).filter(|r| r.is_due(on)) else { continue };
            let proposal = waiting.remove(&id);
            let (file_no, name) = (case.person.file_no, case.person.name);
            lines.push(ReviewLine { file_no, name, review, proposal });
        }
        lines.sort_by(|a, b| (a.review.due, &a.file_no).cmp(&(b.review.due, &b.file_no)));
        Ok(lines)
    }

    /// Proposes a file that is due for destruction. Nothing of it changes yet.
    ///
    /// # Errors
    /// Not permitted; no such file; not due, or proposed already; no reason.
    pub fn propose_destruction(&mut self, file: &FileNo, reason: &str) -> Result<(), Failure> {
        self.permit(Duty::ProposeDestruction)?;
        let reason = reason_given(reason)?;
        let (id, review) = self.due_file(file)?;
        if self.store.proposal(id)?.is_some() {
            return Err(refused(DestructionField::File, DestructionFault::ProposedAlready));
        }
        self.write_act(|tx, scribe| {
            let entry = scribe.about(Act::DestructionProposed, Object::Person, id.0);
            tx.propose_destruction(id, review.ground, &entry.because(&reason))?;
            Ok(())
        })
    }

    /// Takes a proposal back: one's own, or as a chief anybody's.
    ///
    /// # Errors
    /// Not permitted; no such file; not proposed; no reason.
    pub fn withdraw_destruction(&mut self, file: &FileNo, reason: &str) -> Result<(), Failure> {
        self.permit(Duty::ProposeDestruction)?;
        let reason = reason_given(reason)?;
        let proposal = self.proposal_of(file)?;
        if proposal.by != self.officer.login && !self.may(Duty::Destroy) {
            return Err(Failure::NotPermitted);
        }
        self.write_act(|tx, scribe| {
            let entry = scribe.about(Act::DestructionWithdrawn, Object::Person, proposal.person.0);
            tx.withdraw_destruction(proposal.seq, &entry.because(&reason))?;
            Ok(())
        })
    }

    /// Destroys a file that another officer proposed, for good: its rows, their old values, the reasons
    /// that entries gave about it. `typed` is its number once more. Left are journal entries without
    /// content, signed as before.
    ///
    /// # Errors
    /// Not permitted; not proposed, or by oneself; an account handed over since; no longer due; typed
    /// otherwise.
    pub fn destroy(&mut self, file: &FileNo, typed: &str) -> Result<Destroyed, Failure> {
        self.permit(Duty::Destroy)?;
        let proposal = self.proposal_of(file)?;
        if proposal.by == self.officer.login {
            return Err(refused(DestructionField::File, DestructionFault::OwnProposal));
        }
        let since = self.store.officer_entries_after(proposal.seq)?;
        if since.iter().any(|(act, reason)| act.hands_over(reason, &self.officer.login)) {
            return Err(refused(DestructionField::File, DestructionFault::NewAccount));
        }
        if FileNo::parse(typed).as_ref() != Some(&proposal.file_no) {
            return Err(refused(DestructionField::Typed, DestructionFault::TypedOtherwise));
        }
        let (id, _) = self.due_file(file)?;
        let rows = self.write_act(|tx, scribe| {
            tx.destroy_person(&proposal, |bound: Bound| {
                let main = bound == Bound::Person(id.0);
                let act = if main { Act::Destroyed } else { Act::DestroyedWith };
                scribe.about(act, bound.object(), bound.id())
            })
        })?;
        self.roster = None;
        self.forget_acts()?;
        // The act is done; that the file also shrinks is a second thing and must not undo it.
        let rewritten = self.store.vacuum().is_ok();
        let there = self.store.backups()?.into_iter().filter(|b| b.gone.is_none());
        let copies = there.map(|b| (b.made_at, b.file_name)).collect();
        Ok(Destroyed { rows, rewritten, copies })
    }

    fn due_file(&mut self, file: &FileNo) -> Result<(PersonId, Review), Failure> {
        self.renew_book()?;
        let today = self.now().date();
        let case = self.load(file)?;
        let review = self.book.retention().review(&case).filter(|r| r.is_due(today));
        let review =
            review.ok_or_else(|| refused(DestructionField::File, DestructionFault::NotDue))?;
        Ok((case.id, review))
    }

    fn proposal_of(&self, file: &FileNo) -> Result<ProposalRow, Failure> {
        let id = self.store.person_by_file(file)?.ok_or(Failure::UnknownFile)?;
        let row = self.store.proposal(id)?;
        row.ok_or_else(|| refused(DestructionField::File, DestructionFault::NotProposed))
    }
}
