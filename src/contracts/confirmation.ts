/** The sentence that whoever submits confirms, on the page, in chat and in the submission. */
export const CONFIRMATION =
  'I confirm that these answers are true to the best of my knowledge and that I may give them for my company.';
