-- Which members were lost to the others, of each cluster by name: they go on no more. `lost` is cut to the last of them.

CREATE TABLE IF NOT EXISTS margay_lease (
    name VARCHAR(255) PRIMARY KEY,
    owner VARCHAR(500) NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decisions BIGINT NOT NULL,
    lost {text} ARRAY NOT NULL
);
